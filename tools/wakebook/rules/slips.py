"""Slips of the keyboard in a moment: what was probably meant."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from wakebook.model.moment import Moment, MomentError

FAR = timedelta(days=60)
"""Two milestones of one incident that lie further apart are asked about."""

_NEAR = timedelta(days=7)
_DATE = re.compile(r"(~?)([0-9]{4})-([0-9]{2})-([0-9]{2})(.*)")


def likely(written: Moment, neighbour: datetime, *, after: bool, zone: tzinfo = UTC) -> str | None:
    """The moment that one wrong part of a date turned into the written one, if there is one.

    It lies within a week of the neighbour, and not before it (``after``) or not behind it.
    """
    best: tuple[timedelta, str] | None = None
    for text in _one_part_changed(written.text):
        at = _instant(text, zone)
        if at is None or (at < neighbour if after else at > neighbour):
            continue
        if best is None or abs(at - neighbour) < best[0]:
            best = abs(at - neighbour), text
    return best[1] if best is not None and best[0] <= _NEAR else None


def _one_part_changed(text: str) -> Iterator[str]:
    match = _DATE.fullmatch(text)
    if match is None:
        return
    about, year, month, day, rest = match.groups()
    for other in range(int(year) - 10, int(year) + 11):
        yield f"{about}{other:04}-{month}-{day}{rest}"
    for other in range(1, 13):
        yield f"{about}{year}-{other:02}-{day}{rest}"
    for other in range(1, 32):
        yield f"{about}{year}-{month}-{other:02}{rest}"
    yield f"{about}{year}-{day}-{month}{rest}"


def _instant(text: str, zone: tzinfo) -> datetime | None:
    try:
        return Moment.parse(text, zone).earliest
    except MomentError:
        return None
