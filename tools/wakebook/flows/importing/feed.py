"""Entries of a Statuspage ``history.atom`` as the incidents that they tell of.

An entry's content is HTML with one paragraph an update, newest first:
``<small>Mar <var>26</var>, <var>03:35</var> UTC</small><br><strong>Resolved</strong> - text``.
The times have no year: it is the latest one in which they do not lie after the entry itself.
"""

import re
from datetime import timedelta, tzinfo

from wakebook.flows.importing.when import read_time
from wakebook.records.foreign.markup import plain_text
from wakebook.records.foreign.node import Listing, Scalar, Table, listing, table

_SMALL = re.compile(
    r"\s*(?:<p>\s*)?<small>(.*?)</small>(?:\s*<br\s*/?>)?", re.DOTALL | re.IGNORECASE
)
_STRONG = re.compile(r"\s*<strong>(.*?)</strong>\s*(?:-\s*)?", re.DOTALL | re.IGNORECASE)
_TIMED = re.compile(r"(?=<p>\s*<small>)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?=<p>)", re.IGNORECASE)
_EVENT = re.compile(r"THIS IS A SCHEDULED EVENT\s+(.*)", re.DOTALL)
_DAY = r"(?P<month>[A-Z][a-z]{2})[a-z]*\s+(?P<day>[0-9]{1,2}),\s+"
_CLOCK = re.compile(_DAY + r"(?P<clock>[0-9]{1,2}:[0-9]{2})\s+(?P<zone>[A-Z]{2,5}|[+-][0-9:]+)")
_WINDOW = re.compile(
    _DAY + r"(?P<from>[0-9]{1,2}:[0-9]{2})\s*[-–]\s*"  # noqa: RUF001 - feeds have this dash
    r"(?:(?P<month2>[A-Z][a-z]{2})[a-z]*\s+(?P<day2>[0-9]{1,2}),\s+)?"
    r"(?P<until>[0-9]{1,2}:[0-9]{2})\s+(?P<zone>[A-Z]{2,5}|[+-][0-9:]+)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def incidents(entries: Listing, zone: tzinfo | None) -> list[Table]:
    """Each entry as a table with the keys that Statuspage's own JSON has."""
    return [_incident(e, zone) for e in entries if isinstance(e, Table)]


def _incident(entry: Table, zone: tzinfo | None) -> Table:
    made = table(entry.line)
    link, tag = entry.get("link"), entry.scalar("id")
    for name, value in (
        ("id", _own_id(tag)),
        ("entry_id", tag),
        ("title", entry.get("title")),
        ("url", link),
        ("published_at", entry.get("published")),
        ("updated_at", entry.get("updated")),
    ):
        if value is not None:
            made[name] = value
    content = entry.scalar("content", "summary")
    if content is not None:
        _content(made, content, _Calendar(entry, zone, content.line))
    return made


def _own_id(tag: Scalar | None) -> Scalar | None:
    return tag._replace(text=re.split(r"[/:]", tag.text)[-1]) if tag else None


class _Calendar:
    """Gives times without a year their year."""

    def __init__(self, entry: Table, zone: tzinfo | None, line: int) -> None:
        self.zone, self.line = zone, line
        texts = [entry.scalar(name) for name in ("updated", "published")]
        moments = [read_time(text.text, zone).moment.earliest for text in texts if text]
        self.latest = max((m for m in moments if m is not None), default=None)

    def written(
        self, month: str, day: str, clock: str, zone: str, *, ahead: bool = False
    ) -> Scalar:
        """The time in full, or the words as they are where they cannot be completed.

        ``ahead`` is for a planned time, which may lie half a year after the entry.
        """
        words = f"{month} {day}, {clock} {zone}"
        if self.latest is None or month not in _MONTHS:
            return Scalar(words, self.line)
        years = (self.latest.year + 1, self.latest.year, self.latest.year - 1)
        limit = self.latest + timedelta(days=180 if ahead else 1)
        for year in years:
            text = f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02} {clock:0>5} {zone}"
            when = read_time(text, self.zone)
            at = when.moment.earliest
            if when.barred or (at is not None and at <= limit):
                return Scalar(text, self.line, written=words)
        return Scalar(words, self.line)


def _content(made: Table, content: Scalar, calendar: _Calendar) -> None:
    updates = listing(content.line)
    for part in _parts(content.text):
        event = _EVENT.search(plain_text(part).text.replace("*", ""))
        window = _WINDOW.search(event[1]) if event else None
        if window is not None:
            _plan(made, window, calendar)
        said = part.partition("</p>")[2] if window else part
        if said.strip():
            updates.append(_update(said, content.line, calendar))
    made["updates"] = updates


def _parts(content: str) -> list[str]:
    """What each update says: the paragraph with its time, and all that follows until the next."""
    begin = _TIMED if _TIMED.search(content) else _PARAGRAPH
    return begin.split(content)


def _plan(made: Table, window: re.Match[str], calendar: _Calendar) -> None:
    month, day, zone = window["month"], window["day"], window["zone"]
    made["scheduled_for"] = calendar.written(month, day, window["from"], zone, ahead=True)
    month, day = window["month2"] or month, window["day2"] or day
    made["scheduled_until"] = calendar.written(month, day, window["until"], zone, ahead=True)


def _update(part: str, line: int, calendar: _Calendar) -> Table:
    """A part of the content as an update; what has no time or status keeps its text."""
    made = table(line)
    small = _SMALL.match(part)
    rest = part[small.end() :] if small else part.strip().removeprefix("<p>")
    clock = _CLOCK.search(plain_text(small[1]).text) if small else None
    if clock is not None:
        made["at"] = calendar.written(*clock.group("month", "day", "clock", "zone"))
    elif small is not None:
        made["at"] = Scalar(plain_text(small[1]).text, line)
    strong = _STRONG.match(rest)
    if strong is not None:
        made["status"] = Scalar(plain_text(strong[1]).text, line)
    made["message"] = Scalar("<p>" + (rest[strong.end() :] if strong else rest), line)
    return made
