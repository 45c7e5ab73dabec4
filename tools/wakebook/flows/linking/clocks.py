"""Which commits a branch got in a span of time, although clocks of single commits are wrong.

On one branch each commit came after its parent. The longest chain of commits whose times agree
with that is believed; a commit outside of the chain came between its neighbours in the chain.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from wakebook.model.source import SourceCommit


class _Placed(NamedTuple):
    """The time of a commit and its place on the branch."""

    number: int
    at: datetime


def between(
    commits: Sequence[SourceCommit], since: datetime, until: datetime
) -> list[SourceCommit]:
    """The commits of a branch, newest first, that it got in the span; both ends are in it.

    One whose own time is impossible is among them where its neighbours allow it, with ``at`` None.
    """
    times = [commit.at for commit in commits][::-1]
    believed = _believed(times)
    lower = _before(times, believed)
    upper = _before(times[::-1], believed[::-1])[::-1]
    found = []
    for number, commit in enumerate(reversed(commits)):
        at = times[number]
        if at is not None and (believed[number] or since <= at <= until):
            if since <= at <= until:
                found.append(commit)
            continue
        first, last = lower[number], upper[number]
        if (first is None or first <= until) and (last is None or last >= since):
            found.append(commit._replace(at=None))
    return found[::-1]


def _believed(times: Sequence[datetime | None]) -> list[bool]:
    """Whether each time is in the longest sequence of times that never fall.

    Of several such sequences it is the one that spans the least: of two clocks that contradict
    each other the one is believed that is nearer to all others.
    """
    piles: list[list[_Placed]] = []
    before: dict[int, int | None] = {}
    for number, at in enumerate(times):
        if at is None:
            continue
        length = bisect_right(piles, at, key=lambda pile: pile[-1].at)
        before[number] = _latest(piles[length - 1], at) if length else None
        if length == len(piles):
            piles.append([])
        piles[length].append(_Placed(number, at))
    chain, place = set(), piles[-1][-1].number if piles else None
    while place is not None:
        chain.add(place)
        place = before[place]
    return [number in chain for number in range(len(times))]


def _latest(pile: Sequence[_Placed], at: datetime) -> int:
    """The place with the latest time until ``at``; the times of a pile fall."""
    return pile[bisect_left(pile, True, key=lambda each: each.at <= at)].number


def _before(times: Sequence[datetime | None], believed: Sequence[bool]) -> list[datetime | None]:
    """For each place the last time that is believed before it."""
    found: list[datetime | None] = []
    latest: datetime | None = None
    for at, good in zip(times, believed, strict=True):
        found.append(latest)
        latest = at if good else latest
    return found
