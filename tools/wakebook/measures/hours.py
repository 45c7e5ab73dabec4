"""Working hours as a clock: how many seconds of them have passed until an instant."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from wakebook.model.calendar import Calendar

_FIRST, _LAST = -62_135_337_600, 253_402_041_600
"""Three days from the ends of all dates: between them each instant has a day in every zone, and
beyond them nobody works."""


class Opening(NamedTuple):
    """Working time without a break in seconds since 1970; ``before`` is all that lies before it."""

    opens: int
    closes: int
    before: int


class Hours:
    """The working hours of a calendar over a stretch of time."""

    def __init__(self, openings: tuple[Opening, ...]) -> None:
        self.openings = openings
        self._opens = [each.opens for each in openings]

    @classmethod
    def of(cls, calendar: Calendar, first: int, last: int) -> "Hours":
        """Those between two instants."""
        return cls(tuple(_openings(calendar, first, last)))

    def at(self, instant: int) -> int:
        """The working seconds that have passed until an instant."""
        place = bisect_right(self._opens, instant) - 1
        if place < 0:
            return 0
        opens, closes, before = self.openings[place]
        return before + min(instant, closes) - opens


def _openings(calendar: Calendar, first: int, last: int) -> Iterator[Opening]:
    before, behind = 0, first
    for opens, closes in calendar.stretches(_instant(first), _instant(last)):
        begin, end = max(behind, int(opens.timestamp())), int(closes.timestamp())
        if end <= begin:
            continue
        yield Opening(begin, end, before)
        before, behind = before + end - begin, end


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, _FIRST), _LAST), UTC)
