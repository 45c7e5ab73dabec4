"""A table of ServiceNow's incidents: its columns by their meaning, its rows by ticket.

Source of the names: ServiceNow's tables ``task`` and ``incident`` (the names of columns and the
labels that the export of a list has), and the UCI data set "Incident management process enriched
event log", whose ``sys_created_at`` is ServiceNow's ``sys_created_on``.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from wakebook.records.foreign.csv import Row
from wakebook.records.foreign.node import UnreadableError

TIMES = ("opened_at", "sys_created_at", "sys_updated_at", "resolved_at", "closed_at")
NAMES = (
    *("number", "incident_state", "active", "reassignment_count", "reopen_count"),
    *("sys_mod_count", "made_sla", "caller_id", "opened_by", "opened_at", "sys_created_by"),
    *("sys_created_at", "sys_updated_by", "sys_updated_at", "contact_type", "location"),
    *("category", "subcategory", "u_symptom", "cmdb_ci", "impact", "urgency", "priority"),
    *("assignment_group", "assigned_to", "knowledge", "u_priority_confirmation", "notify"),
    *("problem_id", "rfc", "vendor", "caused_by", "closed_code", "resolved_by", "resolved_at"),
    *("closed_at", "short_description", "description", "close_notes"),
)
NECESSARY = ("number", "incident_state", "opened_at")
_LABELS = {
    "state": "incident_state",
    "opened": "opened_at",
    "created": "sys_created_at",
    "sys_created_on": "sys_created_at",
    "created_by": "sys_created_by",
    "updated": "sys_updated_at",
    "sys_updated_on": "sys_updated_at",
    "updated_by": "sys_updated_by",
    "updates": "sys_mod_count",
    "resolved": "resolved_at",
    "closed": "closed_at",
    "caller": "caller_id",
    "channel": "contact_type",
    "symptom": "u_symptom",
    "configuration_item": "cmdb_ci",
    "priority_confirmation": "u_priority_confirmation",
    "problem": "problem_id",
    "change_request": "rfc",
    "caused_by_change": "caused_by",
    "close_code": "closed_code",
    "resolution_code": "closed_code",
    "resolution_notes": "close_notes",
}
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
NOTHING = frozenset({"?"})
"""What the UCI data set writes where nothing is known."""


class Sheet(NamedTuple):
    """Where each column stands: by its meaning, and by its title where nothing is known of it."""

    columns: dict[str, int]
    others: dict[str, int]
    width: int

    def cell(self, row: Row, name: str) -> str:
        """What a row says in a column; "" for nothing."""
        number = self.columns.get(name)
        return row.cells[number] if number is not None else ""


class Ticket:
    """All rows of one ticket, as they stand; ``torn`` are lines with too few or too many cells.

    ``number`` is "" for a single row of which nothing tells to which ticket it belongs.
    """

    def __init__(self, number: str, sheet: Sheet) -> None:
        self.number = number
        self.sheet = sheet
        self.rows: list[Row] = []
        self.torn: list[int] = []
        self.repeated: list[int] = []

    @cached_property
    def columns(self) -> list[tuple[str, ...]]:
        """What the rows say, column by column."""
        return list(zip(*(row.cells for row in self.rows), strict=True))

    def column(self, name: str) -> tuple[str, ...]:
        """What each row says in a column; "" for nothing."""
        number = self.sheet.columns.get(name)
        return ("",) * len(self.rows) if number is None else self.columns[number]

    def last(self, name: str) -> str:
        """What the last row says."""
        return self.sheet.cell(self.rows[-1], name)

    def values(self) -> Counter[tuple[str, bool]]:
        """How often each column stands there with a value, and how often without one."""
        counts: Counter[tuple[str, bool]] = Counter()
        for name, number in (*self.sheet.columns.items(), *self.sheet.others.items()):
            empty = self.columns[number].count("")
            counts[name, True] = empty
            counts[name, False] = len(self.rows) - empty
        return +counts


def sheet(heading: Row) -> Sheet:
    """The columns of a table; raises UnreadableError where a necessary one is missing."""
    columns: dict[str, int] = {}
    folded = [_NO_LETTERS.sub("_", title.lower()).strip("_") for title in heading.cells]
    for known in (lambda name: name if name in NAMES else None, _LABELS.get):
        for number, name in enumerate(folded):
            meant = known(name)
            if meant is not None and number not in columns.values():
                columns.setdefault(meant, number)
    missing = [name for name in NECESSARY if name not in columns]
    if missing:
        sentence = f"has no column {', '.join(missing)}; export the list with it"
        raise UnreadableError(heading.line, sentence)
    others: dict[str, int] = {}
    for number, title in enumerate(heading.cells):
        if number not in columns.values():
            name = title.strip() or f"column {number + 1}"
            others[name if name not in others and name not in columns else f"{name} (2)"] = number
    return Sheet(columns, others, len(heading.cells))


def tickets(rows: Iterable[Row], sheet: Sheet) -> list[Ticket]:
    """Every ticket in the order of its first row; a row without a number is one of its own."""
    found: list[Ticket] = []
    known: dict[str, Ticket] = {}
    for row in rows:
        whole = _whole(row, sheet)
        number = sheet.cell(whole, "number")
        ticket = known.get(number)
        if ticket is None:
            ticket = Ticket(number, sheet)
            found.append(ticket)
            if number:
                known[number] = ticket
        if whole is not row:
            ticket.torn.append(row.line)
        if ticket.rows and ticket.rows[-1].cells == whole.cells:
            ticket.repeated.append(row.line)
        ticket.rows.append(whole)
    return found


def _whole(row: Row, sheet: Sheet) -> Row:
    """A row with as many cells as the heading."""
    lacking = sheet.width - len(row.cells)
    if not lacking:
        return row
    return Row(row.line, (*row.cells, *[""] * lacking)[: sheet.width])
