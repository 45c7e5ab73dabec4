"""ServiceNow: incidents as a CSV file, one row a ticket or one row for each change of one.

Source of the fields: ServiceNow's incident table, and the UCI data set "Incident management
process enriched event log" (no zone, ``?`` for what is not known, people and groups as numbers).
"""

from collections.abc import Iterator
from datetime import tzinfo
from itertools import pairwise
from pathlib import Path

from wakebook.flows.importing.item import Foreign, Item, kept, lost, mapped
from wakebook.flows.importing.many import Later
from wakebook.flows.importing.people import PEOPLE
from wakebook.flows.importing.tickets.course import follow
from wakebook.flows.importing.tickets.numeric_dates import order, spelled
from wakebook.flows.importing.tickets.sheet import NOTHING, TIMES, Sheet, Ticket, sheet, tickets
from wakebook.flows.importing.tickets.states import OVER, sort_of
from wakebook.flows.importing.when import read_time
from wakebook.model.imported import Fate, Remark
from wakebook.records.foreign.csv import read_csv
from wakebook.records.foreign.node import Scalar, UnreadableError
from wakebook.records.foreign.source import read_text

HELP = "ServiceNow incidents: a CSV file, one row a ticket or one for each change"
SOURCE = "the CSV file"
FOLDER = False
DATES = True
SIGNED = True

_WORDS = kept("log: classification, as_written")
FIELDS: dict[str, Fate] = {
    "number": mapped("origin.id"),
    "incident_state": mapped("log: acknowledged, resolved, closed, reopened, observation"),
    "active": lost("says what the state says"),
    "reassignment_count": mapped("stated: reassignments"),
    "reopen_count": mapped("stated: reopens"),
    "sys_mod_count": lost("counts the changes of the ticket, which the log tells"),
    "made_sla": mapped("stated: sla_met"),
    "caller_id": lost(PEOPLE),
    "opened_by": lost(PEOPLE),
    "opened_at": mapped("log: started"),
    "sys_created_by": lost(PEOPLE),
    "sys_created_at": mapped("log: declared"),
    "sys_updated_by": lost(PEOPLE),
    "sys_updated_at": mapped("log: at"),
    "contact_type": _WORDS,
    "location": _WORDS,
    "category": _WORDS,
    "subcategory": _WORDS,
    "u_symptom": _WORDS,
    "cmdb_ci": mapped("components"),
    "assignment_group": mapped("log: role"),
    "assigned_to": mapped("log: role"),
    "knowledge": lost("whether an article was used says nothing of which"),
    "u_priority_confirmation": lost("whether a priority was looked at twice has no place"),
    "notify": lost("it is a setting of ServiceNow's messages"),
    "problem_id": mapped("log: link, problem"),
    "rfc": mapped("references"),
    "vendor": kept("log: observation, text"),
    "caused_by": mapped("log: link, caused_by_change"),
    "closed_code": kept("log: closed, as_written"),
    "resolved_by": lost(PEOPLE),
    "resolved_at": mapped("log: resolved"),
    "closed_at": mapped("log: closed"),
    "short_description": mapped("title"),
    "description": mapped("summary"),
    "close_notes": mapped("log: resolved, text"),
}
_YES = {"true": "yes", "1": "yes", "yes": "yes", "false": "no", "0": "no", "no": "no"}


def read(path: Path, shown: str, zone: tzinfo | None, dates: str | None = None) -> Foreign:
    """Every ticket; raises UnreadableError where columns, zone or the order of dates is unclear."""
    rows = read_csv(read_text(path.resolve()), NOTHING)
    heading = next(rows, None)
    if heading is None:
        raise UnreadableError(1, f"{shown} is empty; export the list with its heading")
    columns = sheet(heading)
    found = tickets(rows, columns)
    named = [ticket for ticket in found if ticket.number]
    told = order(_dates(named, columns), dates)
    remarks = [Remark(shown, told.line, told.why)] if told.why else []
    _demand_zone(named, columns, zone, told.name)
    remarks += _of_all(named, shown)
    listed = all(len(ticket.rows) == 1 for ticket in found)

    def item(number: int) -> Item:
        return _item(found[number], shown, zone, told.name, listed=listed)

    return Foreign(Later(len(found), item), remarks)


def _dates(found: list[Ticket], sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Every value of a time, with its line."""
    for name in TIMES:
        number = sheet.columns.get(name)
        if number is not None:
            for ticket in found:
                for row in ticket.rows:
                    yield row.line, row.cells[number]


def _demand_zone(found: list[Ticket], sheet: Sheet, zone: tzinfo | None, order: str) -> None:
    """Raise UnreadableError where the times of the table need a zone and nobody has said one."""
    if zone is not None or not found:
        return
    row = found[0].rows[0]
    words = sheet.cell(row, "opened_at")
    when = read_time(spelled(words, order), None) if words else None
    if when is not None and when.barred:
        raise UnreadableError(row.line, f"opened_at {words!r} {when.why}")


def _item(ticket: Ticket, shown: str, zone: tzinfo | None, order: str, *, listed: bool) -> Item:
    """What a ticket says; nobody but staff reads of it, since a service desk writes for itself."""
    first, last = ticket.rows[0], ticket.rows[-1]
    item = Item("servicenow", shown, first.line, zone, severity_field="priority", audience="staff")
    item.values = ticket.values()
    if not ticket.number:
        item.id = item.title = "?"
        item.remark(first.line, "has no number of a ticket; add it and import again", bars=True)
        return item
    item.id = item.line_of_text(Scalar(ticket.number, first.line)) or "?"
    for line in ticket.torn:
        item.remark(line, "has another number of cells than the heading; put it right", bars=True)
    for line in ticket.repeated:
        item.remark(line, "says the same as the row before it")
    if len(ticket.rows) > 1 and "sys_updated_at" not in ticket.sheet.columns:
        sentence = "stands in several rows; export them with sys_updated_at, which tells when"
        item.remark(first.line, sentence, bars=True)
    title = item.line_of_text(_latest(item, ticket, "short_description"))
    item.title = title or _made_title(item, ticket)
    item.summary = item.text(_latest(item, ticket, "description"))
    named = (item.line_of_text(Scalar(name, last.line)) for name in _known(ticket, "cmdb_ci"))
    item.components = list(dict.fromkeys(name for name in named if name))
    follow(item, ticket, order, listed=listed)
    _elsewhere(item, ticket)
    _stated(item, ticket)
    return item


def _latest(item: Item, ticket: Ticket, name: str) -> Scalar | None:
    """What the rows say last in a column; that one said something else before is told."""
    told = [(words, row.line) for words, row in zip(ticket.column(name), ticket.rows, strict=True)]
    known = [Scalar(words, line) for words, line in told if words]
    for before, after in pairwise(known):
        if before.text != after.text:
            item.remark(after.line, f"{name} was {before.text[:60]!r} before; the last one counts")
    return known[-1] if known else None


def _made_title(item: Item, ticket: Ticket) -> str:
    """What the ticket is about, as far as its columns tell."""
    line = ticket.rows[-1].line
    cells = (ticket.last(name) for name in ("category", "subcategory", "u_symptom"))
    words = [text for cell in cells if (text := item.line_of_text(Scalar(cell, line)))]
    return " / ".join(words) or f"Incident {item.id}"


def _known(ticket: Ticket, name: str) -> dict[str, None]:
    """What the rows say in a column, each once and in the order in which it came up."""
    said = dict.fromkeys(ticket.column(name))
    return dict.fromkeys(" ".join(words.split()) for words in said if words)


def _elsewhere(item: Item, ticket: Ticket) -> None:
    """Problems and changes that the ticket names."""
    for name, rel in (("problem_id", "problem"), ("caused_by", "caused_by_change")):
        for words in _known(ticket, name):
            item.add("link", None, rel=rel, to=f"servicenow:{words}")
    for words in _known(ticket, "rfc"):
        item.references.append({"system": "servicenow", "id": words})


def _stated(item: Item, ticket: Ticket) -> None:
    """The figures that ServiceNow keeps itself; the last row's count."""
    last = ticket.rows[-1]
    for name, measure in (
        ("made_sla", "sla_met"),
        ("reassignment_count", "reassignments"),
        ("reopen_count", "reopens"),
    ):
        words = item.line_of_text(Scalar(ticket.last(name), last.line))
        if words:
            value = _YES.get(words.lower(), words) if name == "made_sla" else words
            item.stated.append({"measure": measure, "value": value})


def _ahead(ticket: Ticket) -> bool:
    """Whether the ticket tells its end before it has come to it."""
    first = ticket.rows[0]
    over = sort_of(ticket.sheet.cell(first, "incident_state")) in OVER
    return not over and any(ticket.sheet.cell(first, name) for name in ("resolved_at", "closed_at"))


def _of_all(found: list[Ticket], shown: str) -> Iterator[Remark]:
    """What holds for the whole table is told once."""
    untitled = sum(not any(ticket.column("short_description")) for ticket in found)
    if untitled:
        sentence = (
            f"{untitled} tickets have no short_description; category, subcategory and symptom are"
            " their titles"
        )
        yield Remark(shown, 1, sentence)
    ahead = sum(map(_ahead, found))
    if ahead:
        sentence = (
            f"{ahead} tickets tell their end in rows before it: resolved_at, closed_at and"
            " closed_code were filled in afterwards; each is taken once, where it belongs"
        )
        yield Remark(shown, 1, sentence)
