"""The course of a ServiceNow incident: each row is what the ticket said after one change.

The first row of a state is when it was reached. ServiceNow's own ``resolved_at`` and ``closed_at``
count for the end where the rows allow it; in the UCI data set they stand in every row, ahead of
the event, since that log was enriched afterwards.
"""

from wakebook.flows.importing.in_order import out_of_order
from wakebook.flows.importing.item import Item
from wakebook.flows.importing.numeric_dates import likely, spelled
from wakebook.flows.importing.ratings import rating
from wakebook.flows.importing.ticket_sheet import TIMES, Ticket
from wakebook.flows.importing.ticket_states import TAKEN_UP, Stretch, stretches
from wakebook.flows.importing.when import UNKNOWN, When, read_time
from wakebook.records.foreign.node import Scalar

_WORDS = ("category", "subcategory", "u_symptom", "location", "contact_type")
_ROLES = {"assignment_group": "assignment-group", "assigned_to": "assignee"}
_RATING = ("priority", "impact", "urgency")
_READ = (
    *TIMES,
    *_WORDS,
    *_ROLES,
    *_RATING,
    *("incident_state", "vendor", "closed_code", "close_notes"),
)
_ENDS = {"resolved": "resolved_at", "closed": "closed_at", "canceled": "closed_at"}
_MONITORING = frozenset({"monitoring", "event", "event management", "alert"})
_LONGEST_NAME = 180


def follow(item: Item, ticket: Ticket, order: str) -> None:
    """Add everything that happened to the item's log."""
    _Course(item, ticket, order).follow()


class _Course:
    """Walks the rows from the first to the last."""

    def __init__(self, item: Item, ticket: Ticket, order: str) -> None:
        self.item = item
        self.ticket = ticket
        self.many = len(ticket.rows)
        self.order = order
        self.columns = {name: ticket.column(name) for name in _READ}
        self.times = self._times()
        self.held = dict.fromkeys(_ROLES, "none")
        self.over = ""
        self.taken_up = False

    def follow(self) -> None:
        """From the opening to the end."""
        self._begin()
        states = stretches(self.columns["incident_state"])
        for place, state in enumerate(states):
            self._reach(state, states, place)
            for number in range(state.first, state.last + 1):
                self._changes(number)
        self._beyond()

    def _cell(self, number: int, name: str) -> str:
        return self.columns[name][number]

    def _line(self, number: int) -> int:
        return self.ticket.line(number)

    def _time(self, number: int, name: str) -> When | None:
        words = self._cell(number, name)
        if not words:
            return None
        text = spelled(words, self.order)
        when: When | None = read_time(text, self.item.zone)
        if when and not when.why and words.isprintable():
            return when._replace(as_written=words)
        line = self._line(number)
        when = self.item.time(Scalar(text, line, written=words), name)
        if when is not None and when.why and (meant := likely(words, self.order)):
            self.item.remark(line, f"{name} {words!r}: did they mean {meant}?")
        return when

    def _times(self) -> list[When | None]:
        """When each row was written; one that stands out of order is unknown."""
        if not any(self.columns["sys_updated_at"]):
            return [None] * self.many
        times = [self._time(number, "sys_updated_at") for number in range(self.many)]
        known = [when.moment.earliest if when else None for when in times]
        for number in out_of_order(known):
            when = times[number]
            words = self._cell(number, "sys_updated_at")
            sentence = (
                f"sys_updated_at {words!r} does not fit between the rows around it, which stand in"
                " order; what this row tells has an unknown time"
            )
            self.item.remark(self._line(number), sentence)
            times[number] = when and when._replace(moment=UNKNOWN)
        return times

    def _begin(self) -> None:
        item = self.item
        opened = self._constant("opened_at")
        created = self._constant("sys_created_at")
        item.add("started", opened, as_written="opened_at")
        item.add("declared", created or opened, as_written="sys_created_at" if created else "")
        channel = self._cell(0, "contact_type")
        if channel.lower() in _MONITORING:
            item.add("detected", None, source="monitoring", as_written=f"contact_type: {channel}")

    def _constant(self, name: str) -> When | None:
        """A time that should be the same in all rows; the first one counts."""
        known = dict.fromkeys(words for words in self.columns[name] if words)
        if not known:
            return None
        first, *others = known
        for other in others:
            sentence = f"{name} is {other!r} here and was {first!r} before, which counts"
            self.item.remark(self._line(self.columns[name].index(other)), sentence)
        return self._time(self.columns[name].index(first), name)

    def _reach(self, state: Stretch, states: list[Stretch], place: int) -> None:
        """What it means that a state is reached."""
        words = f"incident_state: {state.word}"
        when = self.times[state.first]
        if state.sort in _ENDS:
            self._end(state, states, place)
            return
        if not state.sort and state.word.lstrip("-").isdigit():
            sentence = f"incident_state {state.word!r} is no state's name; it stays in words"
            self.item.remark(self._line(state.first), sentence)
        elif not state.word:
            return
        elif self.over:
            self.item.add("reopened", when, as_written=words)
            self.over = ""
            return
        if state.sort in TAKEN_UP and not self.taken_up:
            self.taken_up = True
            self.item.add("acknowledged", when, as_written=words)
        elif place or state.sort != "new":
            self.item.add("observation", when, text=f"State: {state.word}")

    def _end(self, state: Stretch, states: list[Stretch], place: int) -> None:
        line = self._line(state.first)
        if self.over == "closed" and state.sort == "resolved":
            self.item.remark(line, "is Resolved after it was closed; it stays closed")
            self.item.add("observation", self.times[state.first], text=f"State: {state.word}")
            return
        if state.sort != "resolved" and state.last > state.first:
            more = state.last - state.first
            self.item.remark(line, f"is followed by {more} more rows of the state {state.word}")
        at = self._told(state, states, place)
        if state.sort == "closed" and not self.over:
            self.item.add("resolved", self._told(state, states, place, "resolved_at"))
        self.over = state.sort
        self._milestone(state.sort, at, state.last, f"incident_state: {state.word}")

    def _milestone(self, kind: str, at: When | None, number: int, words: str) -> None:
        code = self._cell(number, "closed_code")
        if kind == "resolved":
            notes = self.item.text(Scalar(self._cell(number, "close_notes"), 0))
            self.item.add(kind, at, text=notes, as_written=words)
            return
        self.item.add(kind, at, as_written=words + (f"; closed_code: {code}" if code else ""))

    def _told(
        self, state: Stretch, states: list[Stretch], place: int, name: str = ""
    ) -> When | None:
        """When a state was reached: as ServiceNow's own field says, if the rows allow that."""
        name = name or _ENDS[state.sort]
        row = self.times[state.first]
        claim = self._time(state.last, name)
        if claim is None or row is None or not row.moment.known:
            return claim or row
        before = self.times[state.first - 1] if state.first else None
        after = self.times[states[place + 1].first] if place + 1 < len(states) else None
        late = after and after.moment.certainly_before(claim.moment)
        early = before and claim.moment.certainly_before(before.moment)
        if claim.moment.earliest == row.moment.earliest:
            return claim
        if late and any(later.sort == state.sort for later in states[place + 1 :]):
            return row  # of several ends the field tells the last one
        counts = "the row counts" if early or late else f"{name} counts"
        sentence = f"is {state.word} at {row.as_written or row.text}, and {name} says"
        told = f"{sentence} {claim.as_written or claim.text}; {counts}"
        self.item.remark(self._line(state.first), told)
        return row if early or late else claim

    def _changes(self, number: int) -> None:
        """What a row says otherwise than the one before it."""
        when = self.times[number]
        if self._differs(number, _RATING):
            told = [self._cell(number, name) for name in _RATING]
            if any(told):
                self.item.log.append(rating(when, "priority", *told))
        if self._differs(number, _WORDS):
            self._in_words(number, when, _WORDS if number == 0 else ())
        for field, role in _ROLES.items():
            if self._differs(number, (field,)):
                self._role(field, role, number, when)
        vendor = self._cell(number, "vendor")
        if vendor and self._differs(number, ("vendor",)):
            self.item.add("observation", when, text=f"Vendor: {vendor}")

    def _differs(self, number: int, names: tuple[str, ...]) -> bool:
        if number == 0:
            return True
        columns = self.columns
        return any(columns[name][number] != columns[name][number - 1] for name in names)

    def _in_words(self, number: int, when: When | None, names: tuple[str, ...]) -> None:
        names = names or tuple(n for n in _WORDS if self._differs(number, (n,)))
        told = [f"{name}: {self._cell(number, name) or '?'}" for name in names]
        if number == 0:
            told = [words for words in told if not words.endswith(": ?")]
        if told:
            self.item.add("classification", when, as_written="; ".join(told))

    def _role(self, field: str, role: str, number: int, when: When | None) -> None:
        name = " ".join(self._cell(number, field).split())
        who = f"external: {name[:_LONGEST_NAME]}" if name else "none"
        if who != self.held[field]:
            self.item.add("role", when, **{"role": role, "from": self.held[field], "to": who})
            self.held[field] = who

    def _beyond(self) -> None:
        """The end that the fields of the last row tell where the rows break off before it."""
        last = self.many - 1
        latest = next((w for w in reversed(self.times) if w and w.moment.known), None)
        for kind, name in (("resolved", "resolved_at"), ("closed", "closed_at")):
            claim = self._time(last, name)
            if claim is None or self.over in (kind, "closed", "canceled"):
                continue
            if kind == "closed" and self.over != "resolved":
                continue
            line = self._line(last)
            if latest and claim.moment.certainly_before(latest.moment):
                sentence = f"{name} {claim.as_written!r} lies before this row, which is not {kind}"
                self.item.remark(line, f"{sentence}; the row counts")
                continue
            if latest:
                sentence = f"no row is {kind}; {name} tells of it"
                self.item.remark(line, sentence)
            self.over = kind
            self._milestone(kind, claim, last, name)
