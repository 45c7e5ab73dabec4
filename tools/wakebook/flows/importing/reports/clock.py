"""Times of a report: no zone, no time; a date only where it stands or the mapping says whose it is.

What cannot be read becomes unknown and is told with its line and the likely value.
"""

import re
from datetime import date, timedelta, tzinfo
from fnmatch import fnmatchcase
from typing import NamedTuple

from wakebook.flows.importing.item import Item
from wakebook.flows.importing.when import UNKNOWN, When, read_time
from wakebook.model.mapping.markdown import Correction, Times
from wakebook.model.mapping.timeform import Written, read
from wakebook.model.mapping.zones import Said, said, zone_of
from wakebook.model.moment import Moment, between

_SPAN = re.compile(r" (?:[-\u2013\u2014]|to|until) ")
_LONGEST = 100
_YEARS = range(1970, 3000)
_NIGHT = 12 * 3_600.0
_NO_ZONE = (
    "{!r} has no zone; say in the mapping which one the file means (`times: zone`), or run the"
    " import again with --zone"
)
_SHARED = "{!r} is in {}, which zones share; say in the mapping which one is meant (`times: names`)"


class Day(NamedTuple):
    """A day that times without a date are on, and where it stands."""

    day: date
    source: str


class Clock:
    """Reads the times of one report, in the order of its lines."""

    def __init__(self, times: Times, item: Item, lines: list[str], zone: tzinfo | None) -> None:
        self.times = times
        self.item = item
        self.said = list(said(lines, times.said))
        self.zone = zone
        self.day: Day | None = None
        self.before: date | None = None
        self.last: Moment | None = None
        self.corrected: set[Correction] = set()

    def begin(self, day: Day | None) -> None:
        """Start again at a day: another timeline begins."""
        self.day = day
        self.last = None

    def day_of(self, words: str) -> date | None:
        """The day that words name, such as a heading's."""
        forms = (*self.times.days, *(f for f in self.times.formats if not _has_clock(f)))
        for form in forms:
            written = read(words.strip()[:_LONGEST], form)
            if written is not None and written.hour is None:
                return self._date(written)
        return None

    def read(self, words: str, line: int) -> When:
        """The time of a row; what is wrong with it is told."""
        when = self._read(" ".join(words.split()), line)
        if when.why:
            self._tell(words, when, line)
        elif when.moment.known:
            self.last = when.moment
        return when

    def _read(self, words: str, line: int) -> When:
        meant = self._meant(words)
        if meant != words:
            self.item.remark(line, f"{words[:60]!r} is read as {meant[:60]!r}, as the mapping says")
            return self._plain(meant, line)._replace(as_written=words)
        if len(words) > _LONGEST:
            return When(UNKNOWN, words[:_LONGEST], "is no time")
        about = words.strip("~ ") if words[:1] == "~" or words[-1:] == "~" else None
        when = self._plain(about or words, line)
        if about and when.moment.known:
            moment = Moment.parse(f"~{when.moment.text}", self.item.days)
            return When(moment, words)
        begin = _SPAN.split(words, maxsplit=1)[0]
        if when.why and not when.barred and begin != words:
            first = self._plain(begin, line)
            if first.moment.known:
                self.item.remark(line, f"{words[:60]!r} is a span; the log has its beginning")
                return first._replace(as_written=words)
        return when._replace(as_written=words) if when.why else when

    def _meant(self, words: str) -> str:
        for one in self.times.corrections:
            if one.written == words and fnmatchcase(self.item.path, one.file):
                self.corrected.add(one)
                return one.meant
        return words

    def _plain(self, words: str, line: int) -> When:
        for form in self.times.formats:
            written = read(words, form)
            if written is not None:
                return self._completed(written, words, line)
        when = read_time(words, self._zone(line))
        if when.barred:
            return self._without_zone(words)
        return when

    def _completed(self, written: Written, words: str, line: int) -> When:
        """The time with its date and zone; the date may be that of the row before."""
        day = self._date(written)
        if day is None:
            return self._undated(written, words)
        if written.clock is None:
            self._stand(day, line)
            return read_time(day.isoformat(), None)._replace(as_written=words)
        zone = self._zone(line) if written.zone is None else zone_of(written.zone, self.times.names)
        if zone is None and written.zone is not None:
            return When(UNKNOWN, words, _SHARED.format(words[:60], written.zone), barred=True)
        if zone is None:
            return self._without_zone(words)
        when = read_time(f"{day} {written.clock}", zone)
        if written.day is None:
            return self._followed(when, day, words, line, zone=zone, clock=written.clock)
        self._stand(day, line)
        return when if when.why else when._replace(as_written=words)

    def _stand(self, day: date, line: int) -> None:
        self.day = Day(day, f"line {line}")

    def _date(self, written: Written) -> date | None:
        day = self.day
        if written.day is None and self.times.dates != "never":
            return day.day if day else None
        year = written.year or (day.day.year if day and self.times.dates != "never" else None)
        if year is None or written.month is None or written.day is None:
            return None
        try:
            return date(year, written.month, written.day) if year in _YEARS else None
        except ValueError:
            return None

    def _undated(self, written: Written, words: str) -> When:
        if written.day is not None and written.month is not None and written.year is not None:
            return When(UNKNOWN, words, "is no possible date")
        if self.times.dates == "never":
            why = "has no date; if it is that of the row before, say so (`times: dates: follow`)"
            return When(UNKNOWN, words, why)
        return When(UNKNOWN, words, "has no date, and nothing before it in the file has one")

    def _followed(
        self, when: When, day: date, words: str, line: int, *, zone: tzinfo, clock: str
    ) -> When:
        """A time whose date is that of the row before; the source's words say so."""
        source = self.day.source if self.day else ""
        told = f"{words} (the date {day} is that of {source})"
        if self.last is None or not when.moment.certainly_before(self.last):
            return when if when.why else when._replace(as_written=told)
        following = day + timedelta(days=1)
        later = read_time(f"{following} {clock}", zone)
        if self.times.dates == "follow" or not self._past_midnight(when):
            why = f"is earlier than the row before; did you mean {later.moment.text}"
            return When(UNKNOWN, words, f"{why}, or are the rows out of order?")
        self.day = Day(following, f"the day after {source}")
        sentence = (
            f"{words[:60]!r} is earlier than the row before; it is read as {later.moment.text}"
        )
        self.item.remark(line, sentence)
        return later._replace(as_written=f"{words} (past midnight: the day after {day})")

    def _past_midnight(self, when: When) -> bool:
        """Whether a clock has gone back so far that a night lies between, and no slip of rows."""
        span = between(when.moment, self.last)
        return span is not None and span.nominal >= _NIGHT

    def _zone(self, line: int) -> tzinfo | None:
        """What the file says last before a line, else first in it, else the mapping's own zone."""
        before = [one for one in self.said if one.line <= line]
        near = (before or self.said)[-1 if before else 0 :][:1]
        for one in near:
            zone = zone_of(one.name, self.times.names)
            if zone is None:
                self._shared(one)
            return zone
        return self.zone

    def _shared(self, one: Said) -> None:
        sentence = f"says that its times are in {one.name[:20]}, which is no zone but a name"
        advice = "say which zone is meant in the mapping (`times: names`)"
        self.item.remark(one.line, f"{sentence}; {advice}", bars=True)

    def _without_zone(self, words: str) -> When:
        """No time without a zone; where the file names one that zones share, that is told once."""
        if self.said:
            return When(UNKNOWN, words)
        return When(UNKNOWN, words, _NO_ZONE.format(words[:60]), barred=True)

    def _tell(self, words: str, when: When, line: int) -> None:
        if when.barred:
            self.item.remark(line, f"the time {when.why}", bars=True)
            return
        known = "it becomes unknown, with the source's words beside it"
        self.item.remark(line, f"the time {words.strip()[:60]!r} {when.why}; {known}")


def _has_clock(form: str) -> bool:
    return any(code in form for code in ("%H", "%I", "%M", "%S"))
