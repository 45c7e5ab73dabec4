"""The order of times: in which they come, and which of many stand out of it."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from wakebook.model.moment import Moment


def out_of_order(times: Sequence[datetime | None]) -> list[int]:
    """The places of times that do not fit between the others; unknown ones fit everywhere.

    What stays is a longest run that never falls (patience sorting), so that one wrong year does
    not make all that follow it wrong.
    """
    known = [(number, at) for number, at in enumerate(times) if at is not None]
    if all(one[1] <= two[1] for one, two in pairwise(known)):
        return []
    tops: list[datetime] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number, at in known:
        place = bisect_right(tops, at)
        before[number] = ends[place - 1] if place else None
        tops[place : place + 1] = [at]
        ends[place : place + 1] = [number]
    kept: set[int] = set()
    last: int | None = ends[-1]
    while last is not None:
        kept.add(last)
        last = before[last]
    return [number for number, _ in known if number not in kept]


def in_source_order(times: Sequence[Moment | None]) -> list[int]:
    """The numbers of things by their times; what is unknown stays behind its predecessor."""
    keyed: list[tuple[float, int]] = []
    last = float("-inf")
    for number, moment in enumerate(times):
        earliest = moment.earliest if moment else None
        last = earliest.timestamp() if earliest is not None else last
        keyed.append((last, number))
    return [number for _, number in sorted(keyed)]
