"""The periods of the dashboards: how time is told apart, and where the axes of charts begin.

An axis does not reach back over a long empty time: what lies before more than a year without any
incident, and before more of it than everything since took, is left out, as long as that is no more
than one incident in five. It is counted, it stands in every table, and the pages say so.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from wakebook.model.dashboard import Older

_LONG = 365
"""Days without an incident that an axis may well reach over."""
_FEW = 5
"""One in so many incidents at most may lie before the axis."""
_MOST = 16
"""Periods that a chart shows, and a phone can."""
_WAYS = ("month", "quarter", "year")


def periods(days: Sequence[str]) -> tuple[str, tuple[str, ...], Older]:
    """The shortest way to tell time apart in few enough periods, those of the axis, and the rest.

    ``days`` are those of all incidents, in order, such as ``2026-11-23``; there is at least one.
    """
    way, names = _drawn(days[_before(days) :])
    older = [day for day in days if name_of(way, day) not in names]
    left = tuple(dict.fromkeys(name_of(way, day) for day in older))
    return way, names, Older(left, len(older), older[-1] if older else "")


def _before(days: Sequence[str]) -> int:
    """How many of the oldest days lie before the axis."""
    numbers = [date.fromisoformat(day).toordinal() for day in days]
    for place in range(len(days) // _FEW, 0, -1):
        empty, since = numbers[place] - numbers[place - 1], numbers[-1] - numbers[place]
        if empty > max(_LONG, since):
            return place
    return 0


def _drawn(days: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    for way in _WAYS:
        names = _names(way, days[0], days[-1])
        if len(names) <= _MOST:
            return way, names
    return "year", names[-_MOST:]


def _names(way: str, oldest: str, newest: str) -> tuple[str, ...]:
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (oldest, newest))
    months = (f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1))
    return (*dict.fromkeys(name_of(way, month) for month in months),)


def running(newest: str, end: date) -> frozenset[str]:
    """The periods of the newest incident's day, by each way, that go on after the day ``end``."""
    if end == date.max:
        return frozenset()
    after = (end + timedelta(days=1)).isoformat()
    ways = ({name_of(way, day) for way in _WAYS} for day in (newest, after))
    return frozenset.intersection(*map(frozenset, ways))


def name_of(way: str, day: str) -> str:
    """The period that a day or a month lies in."""
    match way:
        case "month":
            return day[:7]
        case "quarter":
            return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
        case _:
            return day[:4]
