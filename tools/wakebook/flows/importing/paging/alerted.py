"""The course of an Opsgenie alert or incident: by its log, else by its report.

Source of the words: Opsgenie's Alert API, version 2, and Incident API, version 1. A log entry is a
sentence, such as "Alert closed via web"; those that tell no milestone are made of names.
"""

import re
from datetime import UTC, datetime, timedelta

from wakebook.flows.importing.item import Item, kept, lost
from wakebook.flows.importing.paging.oncall import in_time, inside, iso, later, said, told_at
from wakebook.flows.importing.people import somebody
from wakebook.flows.importing.roles import ASSIGNEE
from wakebook.flows.importing.values import Part
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Scalar, Table, table

_TELLS = re.compile(
    r"(?:\[[^\]\n]{0,80}\]\s?)?(?:Alert|Incident) (?:is |was |has been )?"
    r"(?P<deed>acknowledged|closed|resolved|reopened)\b",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"[0-9]{12,14}|[0-9]{18,19}")
_MOST_DIGITS = 15


def follow(item: Item, source: Table, logs: list[Part]) -> None:
    """Add everything that happened to the item's log."""
    created = item.time(_dated(source.scalar("createdAt")), "createdAt")
    began = item.time(_dated(source.scalar("impactStartDate")), "impactStartDate")
    first = began or created
    item.severity_at = created.text if created else "unknown"
    if began is not None:
        item.add("started", began)
    owner = username(item, "owner", source)
    is_incident = "impactedServices" in source or "impactStartDate" in source
    item.add("declared" if is_incident else "detected", created)
    if owner is not None:
        item.add("role", None, role=ASSIGNEE, to=[owner])
    if text := said(item, source.scalar("description")):
        item.add("observation", created, text=text)
    course = _Course(item, source, created)
    for part, when in in_time(item, [timed(log) for log in logs], "createdAt"):
        course.log(part, when)
    over = item.time(_dated(source.scalar("impactEndDate")), "impactEndDate")
    end = course.finish(first, over)
    course.account()
    if over is None:
        return
    if end is None or not end.moment.certainly_before(over.moment):
        item.add("mitigated", over)
    else:
        item.stated.append({"measure": "impactEndDate", "value": over.text})
        item.fates["impactEndDate"] = kept("stated")
        item.remark(item.line, f"impactEndDate {over.text} lies after its end {end.text}")


def username(item: Item, field: str, source: Table, name: str | None = None) -> str | None:
    """A person by their account, which is an e-mail address; other words are a program's."""
    told = source.scalar(name or field)
    return somebody(item, field, None, told) if told is not None and "@" in told.text else None


class _Course:
    """Keeps what the log told, so that the report tells only what it did not."""

    def __init__(self, item: Item, source: Table, created: When | None) -> None:
        self.item, self.source, self.created = item, source, created
        self.acknowledged = self.ended = False
        self.end: When | None = None
        self.ended_by: str | None = None

    def log(self, part: Part, when: When | None) -> None:
        """A log entry: its milestone, if it tells one."""
        text = part.table.scalar("log")
        tells = _TELLS.match(text.text.strip()) if text else None
        if tells is None:
            return
        who = username(self.item, "logs.owner", part.table, "owner")
        match tells["deed"].lower():
            case "acknowledged" if not self.acknowledged:
                self.acknowledged = True
                self.item.add("acknowledged", when, by=who)
            case "closed" | "resolved" if not self.ended:
                self.ended, self.end, self.ended_by = True, when, who
            case "reopened" if self.ended:
                self.item.add("resolved", self.end, by=self.ended_by)
                self.item.add("reopened", when, by=who)
                self.ended, self.end, self.ended_by = False, None, None

    def finish(self, start: When | None, over: When | None) -> When | None:
        """The end by the log, else by the report; what is open stays open."""
        item = self.item
        acknowledged = self._reported("ackTime")
        if not self.acknowledged and acknowledged is not None:
            item.add("acknowledged", acknowledged, by=self._reporter("acknowledgedBy"))
        status = (item.line_of_text(self.source.scalar("status")) or "").lower()
        if status == "open":
            if self.ended:
                item.remark(item.line, "is open, and its log ends it; it stays open")
            return None
        if status not in ("", "closed", "resolved"):
            item.remark(item.line, f"status {status[:40]!r} is none of Opsgenie's")
        end = self.end if self.ended else self._reported("closeTime")
        by = self.ended_by if self.ended else self._reporter("closedBy")
        if status not in ("closed", "resolved") and not self.ended and end is None:
            return None
        if end is None and not self.ended:
            advice = "put its log into logs-ID.json" + ("" if over else ", or its report beside")
            item.remark(item.line, f"is {status} without a time; its end is unknown: {advice}")
        item.finish(end, start, "its end", item.line, by)
        return end

    def _reporter(self, name: str) -> str | None:
        return username(self.item, f"report.{name}", inside(self.source, "report"), name)

    def _reported(self, name: str) -> When | None:
        """So many milliseconds after the creation."""
        return later(self.item, self.created, inside(self.source, "report"), name, "ms")

    def account(self) -> None:
        """A time of the report counts as mapped only if the log has it, to the minute."""
        for name in ("ackTime", "closeTime"):
            if not told_at(self.item, self._reported(name)):
                self.item.fates[f"report.{name}"] = lost("the log's times count, or it is none")


def timed(part: Part) -> Part:
    """A part whose time is written as one, if it was counted in milliseconds."""
    dated = _dated(part.table.scalar("createdAt"))
    made = table(part.table.line)
    made.update(part.table)
    if dated is not None:
        made["createdAt"] = dated
    return Part(part.shown, made)


def _dated(scalar: Scalar | None) -> Scalar | None:
    """Milliseconds or nanoseconds since 1970 as a time; any other words as they are."""
    if scalar is None or not _EPOCH.fullmatch(scalar.text.strip()):
        return scalar
    text = scalar.text.strip()
    micros = int(text) * 1_000 if len(text) < _MOST_DIGITS else int(text) // 1_000
    at = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=micros)
    return scalar._replace(text=iso(at), written=text)
