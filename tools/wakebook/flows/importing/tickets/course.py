"""The course of a ServiceNow incident: each row is what the ticket said after one change.

The first row of a state is when it was reached. ServiceNow's own ``resolved_at`` and ``closed_at``
count for the end where the rows allow it; in the UCI data set they stand in every row, ahead of
the event, since that log was enriched afterwards.
"""

from wakebook.flows.importing.item import Item, lost
from wakebook.flows.importing.tickets.changes import Changes
from wakebook.flows.importing.tickets.rows import Rows
from wakebook.flows.importing.tickets.sheet import Ticket
from wakebook.flows.importing.tickets.states import OVER, TAKEN_UP, Stretch, sort_of, stretches
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Scalar
from wakebook.render.words import counted

_ENDS = {"resolved": "resolved_at", "closed": "closed_at", "canceled": "closed_at"}
_MONITORING = frozenset({"monitoring", "event", "event management", "alert"})
_NO_END = {
    "resolved_at": "no end that the rows tell of was then",
    "closed_at": "no end that the rows tell of was then",
    "closed_code": "the ticket is not closed",
    "close_notes": "the ticket is not resolved",
}


def follow(item: Item, ticket: Ticket, order: str, *, listed: bool) -> None:
    """Add everything that happened to the item's log.

    ``listed`` tells that the table has one row a ticket, which is no change but its last state.
    """
    rows = Rows(item, ticket, order, listed=listed)
    _Course(rows).follow()
    _contradictions(rows)


class _Course:
    """Walks the rows from the first to the last."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.item = rows.item
        self.changes = Changes(rows)
        self.opened = rows.constant("opened_at")
        self.states = stretches(rows.columns["incident_state"])
        self.told: set[str] = set()
        self.over = ""
        self.taken_up = False

    def follow(self) -> None:
        """From the opening to the end."""
        self._begin()
        for place, state in enumerate(self.states):
            for number in range(state.first, state.last + 1):
                since = len(self.item.log)
                self.changes.follow(number)
                if number == state.first:
                    self._reach(state, place)
                self._sign(number, since)
        self._beyond()
        self._resolver()
        for name, why in _NO_END.items():
            if name not in self.told:
                self.item.fates[name] = lost(why)

    def _sign(self, number: int, since: int) -> None:
        """What happened when a row was written is by whoever wrote it; another time may not be."""
        when = self.rows.times[number]
        if when is None or not when.moment.known or len(self.item.log) == since:
            return
        who = self.rows.person(number, "sys_updated_by")
        for line in self.item.log[since:]:
            if who is not None and line["at"] == when.text:
                line["by"] = who

    def _resolver(self) -> None:
        """The last end is by whom the ticket names for it; it names nobody for ends before that."""
        ends = [line for line in self.item.log if line["kind"] == "resolved"]
        who = self.rows.person(self.rows.many - 1, "resolved_by") if ends else None
        if who:
            ends[-1]["by"] = who

    def _begin(self) -> None:
        """Opened is as early as the ticket knows; it was written down when it was created."""
        item, opened = self.item, self.opened
        created = self.rows.constant("sys_created_at")
        item.add("started", opened, as_written="opened_at")
        words = "sys_created_at" if created else ""
        by = self.rows.person(0, "sys_created_by" if created else "opened_by")
        item.add("declared", created or opened, as_written=words, by=by)
        channel = self.rows.cell(0, "contact_type")
        if channel.lower() in _MONITORING:
            item.add("detected", None, source="monitoring", as_written=f"contact_type: {channel}")
        first = self.rows.times[0]
        if opened and first and first.moment.certainly_before(opened.moment):
            sentence = f"opened_at {opened.as_written!r} lies behind this row"
            item.remark(self.rows.line(0), f"{sentence}, of {first.as_written!r}")

    def _reach(self, state: Stretch, place: int) -> None:
        """What it means that a state is reached."""
        words, when = f"incident_state: {state.word}", self.rows.times[state.first]
        if not state.sort and (not state.word or state.word.lstrip("-").isdigit()):
            shown = f"incident_state {state.word!r} is no state" if state.word else "has no state"
            self.item.remark(self.rows.line(state.first), f"{shown}; the one before it goes on")
            if state.word:
                self.item.add("observation", when, text=f"State: {state.word}")
        elif state.sort in OVER:
            self._end(state, place)
        elif self.over:
            self.item.add("reopened", when, as_written=words)
            self.over = ""
        elif state.sort in TAKEN_UP and not self.taken_up:
            self.item.add("acknowledged", when, as_written=words)
        elif place or state.sort != "new":
            self.item.add("observation", when, text=f"State: {state.word}")
        self.taken_up = self.taken_up or state.sort in TAKEN_UP

    def _end(self, state: Stretch, place: int) -> None:
        line = self.rows.line(state.first)
        if self.over == state.sort or self.over in ("closed", "canceled"):
            if self.over != state.sort:
                self.item.remark(line, f"is {state.word} after it was {self.over}, and stays that")
            self.item.add("observation", self.rows.times[state.first], text=f"State: {state.word}")
            return
        if state.sort != "resolved" and state.last > state.first:
            more = counted(state.last - state.first, "more row")
            self.item.remark(line, f"is followed by {more} of the state {state.word}")
        if state.sort == "closed" and not self.over:
            self._milestone("resolved", self._unsaid(state), state.last, "")
        at = self._said(state, place)
        self.over = state.sort
        self._milestone(state.sort, at, state.last, f"incident_state: {state.word}")

    def _milestone(self, kind: str, at: When | None, number: int, words: str) -> None:
        name = "close_notes" if kind == "resolved" else "closed_code"
        extra = self.rows.cell(number, name)
        self.told.add(name)
        if kind == "resolved":
            notes = self.item.text(Scalar(extra, self.rows.line(number)))
            self.item.add(kind, at, text=notes, as_written=words)
            return
        code = f"closed_code: {extra}" if extra else ""
        self.item.add(kind, at, as_written="; ".join(part for part in (words, code) if part))

    def _unsaid(self, state: Stretch) -> When | None:
        """When a ticket was resolved that was closed at once: where no field tells it, unknown."""
        claim = self.rows.time(state.last, "resolved_at")
        row = self.rows.times[state.first]
        if claim is None or (row and row.moment.certainly_before(claim.moment)):
            return None
        self.told.add("resolved_at")
        return claim

    def _said(self, state: Stretch, place: int) -> When | None:
        """When a state was reached: as ServiceNow's own field says, if the rows allow that."""
        name = _ENDS[state.sort]
        claim, row = self.rows.time(state.last, name), self.rows.times[state.first]
        if claim is None or row is None or not row.moment.known:
            self.told.add(name)
            return claim or row
        before = self.rows.times[state.first - 1] if state.first else self.opened
        later = self.states[place + 1 :]
        after = self.rows.times[later[0].first] if later else None
        late = after is not None and after.moment.certainly_before(claim.moment)
        early = before is not None and claim.moment.certainly_before(before.moment)
        if late and any(each.sort == state.sort for each in later):
            return row  # of several ends the field tells the last one
        if claim.moment.earliest != row.moment.earliest:
            counts = "the row counts" if early or late else f"{name} counts"
            sentence = f"is {state.word} at {row.as_written}, and {name} says {claim.as_written}"
            self.item.remark(self.rows.line(state.first), f"{sentence}; {counts}")
        if early or late:
            return row
        self.told.add(name)
        return claim

    def _beyond(self) -> None:
        """The end that the fields of the last row tell where the rows break off before it."""
        last = self.rows.many - 1
        latest = next((w for w in reversed(self.rows.times) if w and w.moment.known), None)
        for kind, name in (("resolved", "resolved_at"), ("closed", "closed_at")):
            claim = self.rows.time(last, name)
            wanted = ("",) if kind == "resolved" else ("resolved",)
            if claim is None or self.over not in wanted:
                continue
            line, word = self.rows.line(last), self.rows.cell(last, "incident_state")
            if latest is None or claim.moment.certainly_before(latest.moment):
                sentence = f"is {word}, and {name} says {claim.as_written}; the row counts"
                self.item.remark(line, sentence)
                continue
            self.item.remark(line, f"is {word}, and the rows end here; {name} tells the end")
            self.over = kind
            self.told.add(name)
            self._milestone(kind, claim, last, name)


def _contradictions(rows: Rows) -> None:
    """What the ticket says of itself and its rows do not."""
    for number in range(rows.many):
        active = rows.cell(number, "active").lower()
        done = sort_of(rows.cell(number, "incident_state")) in ("closed", "canceled")
        if active in ("true", "false") and (active == "false") != done:
            sentence = f"active is {active}, and the state {rows.cell(number, 'incident_state')}"
            rows.item.remark(rows.line(number), f"{sentence}; the state counts")
            break
    last = rows.many - 1
    said, told = (
        rows.cell(last, "reopen_count"),
        sum(e["kind"] == "reopened" for e in rows.item.log),
    )
    if rows.times[last] is not None and said.isdecimal() and said != str(told):
        sentence = f"reopen_count is {said}, and the rows show {told} reopenings"
        rows.item.remark(rows.line(last), sentence)
