"""What a row of a ticket says otherwise than the one before it: ratings, words, who works on it."""

from wakebook.flows.importing.house import MOST_NAME
from wakebook.flows.importing.ratings import rating
from wakebook.flows.importing.roles import ASSIGNEE
from wakebook.flows.importing.tickets.rows import Rows
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Scalar

_WORDS = ("category", "subcategory", "u_symptom", "location", "contact_type")
_ROLES = {"assignment_group": "assignment-group", "assigned_to": ASSIGNEE}
_RATING = ("priority", "impact", "urgency")


class Changes:
    """Adds the changes of each row to the log; a role names its holder until now."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.held = dict.fromkeys(_ROLES, "none")

    def follow(self, number: int) -> None:
        """What one row changed; the first one tells how it began."""
        rows, item = self.rows, self.rows.item
        when = rows.times[number]
        if rows.differs(number, *_RATING):
            told = [rows.cell(number, name) for name in _RATING]
            if any(told):
                item.hear(when)
                item.log.append(rating(when, "priority", *told))
        if rows.differs(number, *_WORDS):
            self._words(number, when)
        for field, role in _ROLES.items():
            if rows.differs(number, field):
                self._role(field, role, number, when)
        vendor = rows.cell(number, "vendor")
        if vendor and rows.differs(number, "vendor"):
            item.add("observation", when, text=f"Vendor: {vendor}")

    def _words(self, number: int, when: When | None) -> None:
        """Words that have no place of their own here; ``?`` where they were taken back."""
        rows = self.rows
        named = [(name, rows.cell(number, name)) for name in _WORDS if rows.differs(number, name)]
        told = [f"{name}: {words or '?'}" for name, words in named if words or number]
        if told:
            rows.item.add("classification", when, as_written="; ".join(told))

    def _role(self, field: str, role: str, number: int, when: When | None) -> None:
        line = self.rows.line(number)
        name = self.rows.item.line_of_text(Scalar(self.rows.cell(number, field), line)) or ""
        short = name[:MOST_NAME].rstrip()
        who = f"external: {short}" if name else "none"
        if who != self.held[field]:
            words = name if name != short else None
            given = {"role": role, "from": self.held[field], "to": who, "as_written": words}
            self.rows.item.add("role", when, **given)
            self.held[field] = who
