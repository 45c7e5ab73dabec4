"""Slips of the hand in a timeline: a year that cannot be meant, and rows out of order."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from wakebook.flows.importing.item import Item
from wakebook.flows.importing.when import UNKNOWN, When

_FAR = timedelta(days=180)
_NEAR = timedelta(days=31)


def anchor(day: date | None, times: Iterable[When]) -> datetime | None:
    """Roughly when it was: the day of the report, else the time in the middle of its rows."""
    if day is not None:
        return datetime.combine(day, time(), UTC)
    known = sorted(when.moment.earliest for when in times if when.moment.earliest)
    return known[(len(known) - 1) // 2] if known else None


def likely(when: When, about: datetime | None) -> str | None:
    """The time with another year that was probably meant; None where nothing is amiss."""
    at = when.moment.earliest
    if at is None or about is None or abs(at - about) < _FAR:
        return None
    for year in (about.year, about.year - 1, about.year + 1):
        try:
            meant = at.replace(year=year)
        except ValueError:
            continue
        if abs(meant - about) <= _NEAR:
            return when.moment.text.replace(when.moment.text.lstrip("~")[:4], f"{year:04}", 1)
    return None


def without_slips(
    item: Item, rows: list[tuple[int, str, When]], day: date | None
) -> Iterator[When]:
    """The rows' times, each with its line and words; what is amiss is told."""
    about = anchor(day, (when for _, _, when in rows))
    last: When | None = None
    for line, words, when in rows:
        shown = words.strip()[:60]
        meant = likely(when, about)
        if meant is not None:
            sentence = f"{shown!r} lies far from the rest; did you mean {meant}? It becomes unknown"
            item.remark(line, f"{sentence}; put it right with `times: corrections`")
            yield When(UNKNOWN, when.as_written or words.strip())
            continue
        if last is not None and when.moment.certainly_before(last.moment):
            sentence = f"{shown!r} lies before the row above it, {last.moment}"
            item.remark(line, f"{sentence}; the log has it in the order of time")
        last = when if when.moment.known else last
        yield when
