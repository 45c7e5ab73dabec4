"""The course of a PagerDuty incident: its log entries as milestones and observations.

The sorts of entries are in ``words.py``. Summaries of entries are left out: they are made of
people's names.
"""

from collections.abc import Iterator
from typing import NamedTuple

from wakebook.flows.importing.item import Item, kept, lost, mapped
from wakebook.flows.importing.paging.accounts import account, assign, only
from wakebook.flows.importing.paging.oncall import (
    in_time,
    inside,
    later,
    said,
    time_of,
    told_at,
)
from wakebook.flows.importing.paging.ratings import Ratings
from wakebook.flows.importing.paging.words import ASSIGNS, REACHED, SIGNED, TOLD
from wakebook.flows.importing.people import sign
from wakebook.flows.importing.values import Part
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Table
from wakebook.render.pagerduty import EXACT, MARK, MILESTONE
from wakebook.render.pagerduty import TOLD as OWN

CREATED, RESOLVED = ("created_at", "created_on"), ("resolved_at", "resolved_on")
"""What the API calls a time, and what the report as CSV does."""
_ELSEWHERE = ("other times of the incident count", "the log entries' times count")


class Paged(NamedTuple):
    """An incident with all that was found of it."""

    incident: Part
    log: list[Part]
    notes: list[Part]
    updates: list[Part]
    alerts: list[Part]


def word_of(entry: Table) -> str:
    """What sort of log entry it is: ``resolve`` for ``resolve_log_entry``."""
    sort = (_text(entry, "type") or "?").lower()
    return sort.removesuffix("_reference").removesuffix("_log_entry")


def follow(item: Item, paged: Paged) -> None:
    """Add everything that happened to the item's log."""
    _Course(item, paged).follow()


class _Course:
    """Walks the log entries from the first to the last and keeps what was reached."""

    def __init__(self, item: Item, paged: Paged) -> None:
        self.item, self.paged = item, paged
        self.source = paged.incident.table
        self.reached: set[str] = set()
        self.ended = self.over = False
        self.end: When | None = None
        self.ended_by: str | None = None
        self.assigned = False
        fields = self.source.tables("custom_fields")
        self.is_ours = any(_text(field, "name") == MARK for field in fields)
        self.created = self._time(*CREATED)
        self.ratings = Ratings(item, self.created, is_ours=self.is_ours)

    def _time(self, *names: str) -> When | None:
        return time_of(self.item, self.paged.incident, *names)

    def follow(self) -> None:
        """From the first trigger to the end."""
        # An export of ours has the latest first, even where all is of one minute.
        log = self.paged.log[::-1] if self.is_ours else self.paged.log
        entries = in_time(self.item, log, "created_at")
        if not self.is_ours and not any(word_of(part.table) == "trigger" for part, _ in entries):
            self._reach("detected", self.created)
        for part, when in entries:
            home, self.item.path = self.item.path, part.shown
            self._entry(part.table, self._exact(part, when))
            self.item.path = home
        if "acknowledged" not in self.reached and not self.is_ours:
            self._acknowledged()
        if not self.assigned:
            self._assigned()
        self._finish()
        self.ratings.finish()
        self._account()

    def _exact(self, part: Part, when: When | None) -> When | None:
        """The time as a record of ours wrote it, where an export of ours says it."""
        details = inside(part.table, "event_details")
        if self.is_ours and details.scalar(EXACT):
            return time_of(self.item, Part(part.shown, details), EXACT)
        return when

    def _entry(self, entry: Table, when: When | None) -> None:
        word = word_of(entry)
        field, agent = f"log_entries.{word}.agent", inside(entry, "agent")
        who = account(self.item, field, agent) if word in SIGNED else None
        if word == "reopen":
            self._ended_before(entry)
        since = len(self.item.log)
        self._told(entry, when, word, who)
        if word in ASSIGNS and (people := entry.tables("assignees")):
            self.assigned = True
            assign(self.item, f"log_entries.{word}.assignees", people, when)
        sign(self.item, since, who)

    def _told(self, entry: Table, when: When | None, word: str, who: str | None) -> None:
        if word in REACHED:
            self._reach(REACHED[word], when)
        elif word == "resolve":
            self._resolve(when, who)
        elif word == "reopen":
            self._reopen(when)
        elif word in ("annotate", "status_update"):
            self._said(entry, when, word)
        elif word in ("priority_change", "urgency_change"):
            self.ratings.change(entry, when, word)
        elif word in TOLD:
            self.item.add("observation", when, text=TOLD[word], as_written=word)
        else:
            self._other(entry, when, word)

    def _other(self, entry: Table, when: When | None, word: str) -> None:
        if word in ("custom_field_value_change", "field_value_change"):
            for name in _milestones(entry) if self.is_ours else ():
                self._own(name, when, entry)
        elif word not in ("notify", "link", "unlink"):
            sentence = f"a log entry of the type {word[:40]!r} is not known; it is left out"
            self.item.remark(entry.line, sentence)

    def _own(self, name: str, when: When | None, entry: Table) -> None:
        """A milestone that an export of ours tells."""
        if name == "resolved":
            self._resolve(when)
        elif name == "reopened":
            self._ended_before(entry)
            self._reopen(when)
        elif name in ("closed", "canceled", "dismissed"):
            self._settle()
            self.item.add(name, when)
            self.over = True
        elif name in OWN:
            self._reach(name, when)

    def _reach(self, milestone: str, when: When | None) -> None:
        if milestone not in self.reached:
            self.reached.add(milestone)
            self.item.add(milestone, when)
        elif milestone == "acknowledged":
            self.item.add("observation", when, text="Acknowledged again.", as_written="acknowledge")

    def _resolve(self, when: When | None, who: str | None = None) -> None:
        if not self.ended:
            self.ended, self.end, self.ended_by = True, when, who

    def _ended_before(self, entry: Table) -> None:
        """What is reopened had ended, and that has to stand in the log before it."""
        self._settle()
        if not self.over:
            self.item.add("resolved", None)
            sentence = "is reopened, and no entry before ends it; when it had ended is unknown"
            self.item.remark(entry.line, sentence)

    def _reopen(self, when: When | None) -> None:
        """What was resolved goes on."""
        self.over = False
        self.reached -= {"mitigated", "identified"}
        self.item.add("reopened", when)

    def _settle(self) -> None:
        if self.ended:
            self.item.add("resolved", self.end, by=self.ended_by)
            self.ended, self.end, self.ended_by = False, None, None
            self.over = True

    def _said(self, entry: Table, when: When | None, word: str) -> None:
        channel = inside(entry, "channel")
        given = entry.scalar("note") or channel.scalar("summary", "message", "content")
        text = said(self.item, given)
        listed = self.paged.notes if word == "annotate" else self.paged.updates
        known = {_text(part.table, "content") or _text(part.table, "message") for part in listed}
        if given is None or text is None or given.text.strip() in known:
            return
        if word == "annotate":
            self.item.add("observation", when, text=text)
        else:
            self.item.say(text, when, None, None)

    def _acknowledged(self) -> None:
        """What no log entry tells the incident itself may: since when somebody has it now."""
        parts = [Part(self.item.path, each) for each in self.source.tables("acknowledgements")]
        for part, when in in_time(self.item, parts, "at")[:1]:
            since, by = len(self.item.log), inside(part.table, "acknowledger")
            self._reach("acknowledged", when)
            sign(self.item, since, account(self.item, "acknowledgements.acknowledger", by))
        first = later(self.item, self.created, self.source, "seconds_to_first_ack", "s")
        if first is not None and not parts:
            self.item.fates["seconds_to_first_ack"] = mapped("log: acknowledged")
            since = len(self.item.log)
            self._reach("acknowledged", first)
            # The report and the analytics call them differently.
            for name in ("acknowledged_by_user", "acknowledged_user"):
                sign(self.item, since, only(self.item, name, self.source))

    def _assigned(self) -> None:
        """Who has it now, since the latest that any of them came to it."""
        parts = [Part(self.item.path, each) for each in self.source.tables("assignments")]
        timed = in_time(self.item, parts, "at")
        people = [inside(part.table, "assignee") for part, _ in timed]
        assign(self.item, "assignments", people, timed[-1][1] if timed else None)

    def _finish(self) -> None:
        if self.is_ours:
            self._settle()
            return
        item, told = self.item, self._resolved()
        status = (_text(self.source, "status") or "").lower()
        if status in ("triggered", "acknowledged"):
            if self.ended:
                item.remark(item.line, f"is {status}, and its log ends it; it stays open")
            return
        if status not in ("", "resolved"):
            item.remark(item.line, f"status {status[:40]!r} is none of PagerDuty's")
        if status != "resolved" and told is None and not self.ended:
            return
        changed = self._time("last_status_change_at") if status == "resolved" else None
        end = self.end if self.ended else told or changed
        if end is None:
            item.remark(item.line, "is resolved without a time; its end is unknown")
        by = self.ended_by
        if not self.ended and status == "resolved":
            changer = inside(self.source, "last_status_change_by")
            by = account(item, "last_status_change_by", changer)
        if not self.ended:
            by = by or only(item, "resolved_by_user", self.source)
        line = self.source.scalar(*RESOLVED, "last_status_change_at")
        item.finish(end, self.created, "resolved_at", line.line if line else item.line, by)

    def _resolved(self) -> When | None:
        """When it was resolved; a report may say only how long it took."""
        told = self._time(*RESOLVED)
        if told is None:
            told = later(self.item, self.created, self.source, "seconds_to_resolve", "s")
            if told is not None:
                self.item.fates["seconds_to_resolve"] = mapped("log: resolved, closed")
        return told

    def _account(self) -> None:
        """A time counts as mapped only if the log has it, to the minute."""
        here, elsewhere = mapped("log, to the minute"), lost(_ELSEWHERE[bool(self.paged.log)])
        beside = kept("log: as_written, beside an unknown time")
        for name in (*CREATED, *RESOLVED, "last_status_change_at"):
            when = self._time(name)
            if when is not None:
                fate = here if told_at(self.item, when) else elsewhere
                self.item.fates[name] = beside if self._unread(when) else fate

    def _unread(self, when: When) -> bool:
        """Whether a time could not be read and the log has its words."""
        words = None if when.moment.known else when.as_written
        return words is not None and any(words in str(e.get("as_written")) for e in self.item.log)


def _milestones(entry: Table) -> Iterator[str]:
    """The milestones in a change of custom fields."""
    fields = inside(entry, "channel", "changeset").tables("customer_fields")
    yield from (_text(f, "value") or "" for f in fields if _text(f, "name") == MILESTONE)


def _text(source: Table, name: str) -> str | None:
    found = source.scalar(name)
    return found.text.strip() if found else None
