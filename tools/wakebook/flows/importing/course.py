"""The course of a Statuspage incident: its updates as entries, its statuses as milestones.

Source of the words: Statuspage's API, incident and maintenance statuses.
"""

from wakebook.flows.importing.in_order import in_source_order
from wakebook.flows.importing.item import Item, kept, lost, mapped
from wakebook.flows.importing.states import States, word_of
from wakebook.flows.importing.when import When
from wakebook.model.moment import Moment, between
from wakebook.records.foreign.markup import plain_markdown, plain_text
from wakebook.records.foreign.node import Table

_MILESTONES = {
    "investigating": "declared",
    "identified": "identified",
    "monitoring": "mitigated",
    "resolved": "resolved",
    "scheduled": "scheduled",
    "in_progress": "in_progress",
    "verifying": "verifying",
    "completed": "completed",
}
_NO_STATUS = frozenset({"", "update", "postmortem"})
_ENDS = frozenset({"resolved", "completed"})
_SAME = 60.0
_MOMENTS = ("at", "posted_at", "edited_at", "from", "until")
_TIMES = (
    *("started_at", "created_at", "monitoring_at", "resolved_at", "updated_at", "published_at"),
    *("scheduled_for", "scheduled_until", "postmortem_published_at"),
)


def follow(item: Item, source: Table) -> None:
    """Add everything that happened to the item's log."""
    _Course(item, source).follow()


class _Course:
    """Walks the updates from the first to the last and keeps what was reached."""

    def __init__(self, item: Item, source: Table) -> None:
        self.item = item
        self.source = source
        self.updates = _in_time(item, source.tables("incident_updates", "updates"))
        self.reached: set[str] = set()
        self.states = States(item)
        self.ended = False
        self.end: When | None = None
        self.back: When | None = None
        self.starts = self._time("started_at")

    def _time(self, name: str) -> When | None:
        return self.item.time(self.source.scalar(name), name)

    def follow(self) -> None:
        """From the beginning to the end."""
        self._begin()
        for update, when in self.updates:
            self._status(update, when)
            self._said(update, when)
            self.states.follow(update, when)
        self._monitoring()
        self._finish()
        self._postmortem()
        self._sequence()
        self._account()

    def _begin(self) -> None:
        item, created = self.item, self._time("created_at")
        first = self.updates[0][1] if self.updates else None
        begun = self.starts or created or first
        item.severity_at = begun.text if begun else "unknown"
        if item.kind == "maintenance":
            self._plan(begun)
            return
        if self.starts is not None:
            item.add("started", self.starts)
        if created is not None and not self._investigated():
            self.reached.add("declared")
            item.add("declared", created)

    def _investigated(self) -> bool:
        return any(_status(update) == "investigating" for update, _ in self.updates)

    def _plan(self, begun: When | None) -> None:
        """A maintenance is announced with its window; a feed may not tell the window."""
        starts, ends = self._time("scheduled_for"), self._time("scheduled_until")
        self.reached.add("scheduled")
        if starts is None or ends is None:
            self.item.remark(self.item.line, "the planned window is not given; it is unknown")
        words = "; ".join(w.as_written for w in (starts, ends) if w and w.as_written)
        self.item.add(
            "scheduled",
            begun,
            **{
                "from": starts.text if starts else "unknown",
                "until": ends.text if ends else "unknown",
                "as_written": words,
            },
        )

    def _status(self, update: Table, when: When | None) -> None:
        word = _status(update)
        milestone = _MILESTONES.get(word)
        if milestone is None:
            self._unknown(word, update)
        elif milestone in _ENDS:
            # What is posted as resolved afterwards is a report, not another end.
            self.end = self.end if self.ended else when
            self.ended = True
        else:
            self._reach(milestone, when)

    def _unknown(self, word: str, update: Table) -> None:
        if word not in _NO_STATUS:
            sentence = f"status {word[:40]!r} is none of Statuspage's; it is kept with the update"
            self.item.remark(update.line, sentence)

    def _reach(self, milestone: str, when: When | None) -> None:
        if self.ended and self.item.kind != "maintenance":
            # The end that was told is taken back, so it has to stand in the log before that.
            self.item.add("resolved", self.end)
            self.item.add("reopened", when)
            self.states.forget()
            self.ended, self.back = False, when
            self.reached.discard("mitigated")
        if milestone not in self.reached and (milestone != "declared" or not self.reached):
            self.reached.add(milestone)
            self.item.add(milestone, when)

    def _said(self, update: Table, when: When | None) -> None:
        item = self.item
        body = update.scalar("body", "message")
        read = plain_markdown if _status(update) == "postmortem" else plain_text
        text = item.prose(body, read)
        status = item.line_of_text(update.scalar("status"))
        if text is None:
            item.remark(update.line, "an update has no text; only its status is imported")
            return
        own = item.line_of_text(update.scalar("id"))
        item.say(
            text,
            when,
            self._other(update, "created_at", when),
            self._other(update, "updated_at", when),
            ref=own.lower() if own and own.isalnum() and own.isascii() else None,
            as_written=status,
        )

    def _other(self, update: Table, name: str, when: When | None) -> When | None:
        """A time of the update that tells something else than the one it is shown with."""
        other = self.item.time(update.scalar(name), name)
        return None if other is None or _same(other, when) else other

    def _monitoring(self) -> None:
        told = self._time("monitoring_at")
        if told is None or self.item.kind == "maintenance":
            return
        if "mitigated" not in self.reached:
            self.item.add("mitigated", told)

    def _finish(self) -> None:
        item, told = self.item, self._time("resolved_at")
        status = self.source.scalar("status")
        word = word_of(status.text) if status else ""
        if not self.ended and (told is not None or word in ("resolved", "postmortem", "completed")):
            self.ended = word not in ("investigating", "identified", "monitoring", "in_progress")
        if not self.ended:
            return
        stale = told and self.back and told.moment.certainly_before(self.back.moment)
        end = self.end if stale or told is None else told
        line = self.source.scalar("resolved_at")
        if item.kind == "maintenance":
            item.add("completed", end)
        else:
            item.finish(end, self.starts, "resolved_at", line.line if line else item.line)

    def _postmortem(self) -> None:
        body = self.source.scalar("postmortem_body")
        text = self.item.prose(body, plain_markdown)
        if text is None or any(line.get("text") == text for line in self.item.log):
            return
        when = self._time("postmortem_published_at")
        edited = self._time("postmortem_body_last_updated_at")
        later = edited if edited and not _same(edited, when) else None
        self.item.say(text, when, None, later, as_written="postmortem")
        sentence = "has a post-mortem; it is imported as an update, write the review from it"
        self.item.remark(body.line if body else self.item.line, sentence)

    def _account(self) -> None:
        """A time counts as mapped only if the log has it, to the minute."""
        given = [str(line[key]) for line in self.item.log for key in _MOMENTS if key in line]
        known = [m.earliest.timestamp() for m in map(Moment.parse, set(given)) if m.earliest]
        words = (str(line.get("as_written", "")).split("; ") for line in self.item.log)
        said = {part for parts in words for part in parts}
        for name in _TIMES:
            when = self._time(name)
            if when is None:
                continue
            at = when.moment.earliest.timestamp() if when.moment.earliest else None
            if at is None and when.as_written in said:
                told = kept("log: as_written, beside an unknown time")
            elif at is not None and any(abs(at - other) < _SAME for other in known):
                told = mapped("log, to the minute")
            else:
                told = lost("the updates' times count")
            self.item.fates[name] = told

    def _sequence(self) -> None:
        told = [scalar.text.lower() for scalar in self.source.scalars("status_sequence")]
        given = [_status(update).replace("_", " ") for update, _ in self.updates]
        if told and sorted(told) != sorted(given):
            self.item.fates["status_sequence"] = lost("the updates tell another sequence")


def _in_time(item: Item, updates: list[Table]) -> list[tuple[Table, When | None]]:
    """Updates from the first to the last; a page lists them the other way round."""
    timed = [(u, item.time(u.scalar("display_at", "at", "created_at"), "at")) for u in updates]
    known = [w.moment.earliest for _, w in timed if w is not None and w.moment.earliest]
    ends = bool(timed) and _status(timed[0][0]) in _ENDS
    if known and (known[0] > known[-1] or (known[0] == known[-1] and ends)):
        timed.reverse()
    for update, when in timed:
        if when is None:
            item.remark(update.line, "an update has no time; its time is unknown")
    order = in_source_order([when.moment if when else None for _, when in timed])
    return [timed[number] for number in order]


def _status(update: Table) -> str:
    status = update.scalar("status")
    return word_of(status.text) if status else ""


def _same(one: When, other: When | None) -> bool:
    if other is None:
        return False
    span = between(other.moment, one.moment)
    return span is not None and abs(span.nominal) < _SAME
