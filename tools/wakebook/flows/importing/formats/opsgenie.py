"""Opsgenie: alerts and incidents as its REST API gives them, with their logs and notes.

Source of the fields: Opsgenie's Alert API, version 2, and Incident API, version 1. An alert's
``report`` counts milliseconds from its creation.
"""

from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path

from wakebook.flows.importing.item import Foreign, Item, kept, lost, mapped
from wakebook.flows.importing.paging.alerted import follow, timed, username
from wakebook.flows.importing.paging.heap import Heap, Sorts
from wakebook.flows.importing.paging.oncall import (
    PROGRAMS,
    begin,
    in_time,
    inside,
    said,
    said_in_a_line,
)
from wakebook.flows.importing.people import PEOPLE
from wakebook.flows.importing.values import Part, values_of
from wakebook.model.imported import Fate, Remark
from wakebook.records.foreign.node import Listing, Scalar, Table, table

HELP = "Opsgenie: the REST API's JSON of alerts and incidents, with their logs and notes beside"
SOURCE = "the file of alerts or incidents, or the folder with logs-ID.json and notes-ID.json beside"
FOLDER = None
SIGNED = True

_LISTS = ("logs", "notes")
_STEERS = lost("it steers the service")
_NOW = lost("it is the state at the time of the export")
FIELDS: dict[str, Fate] = {
    "id": mapped("origin.id"),
    "tinyId": mapped("references"),
    "alias": mapped("references"),
    "message": mapped("title"),
    "description": mapped("log: observation, text"),
    "createdAt": mapped("log: detected, declared"),
    "updatedAt": lost("each log entry has its own time"),
    "lastOccurredAt": lost("it is when the alert came again"),
    "lastOccuredAt": lost("it is when the alert came again"),
    "status": mapped("log: resolved, closed, or that it is open"),
    "acknowledged": lost("the log entry or the report tells it with its time"),
    "seen": _NOW,
    "isSeen": _NOW,
    "snoozed": _NOW,
    "snoozedUntil": _NOW,
    "count": kept("stated"),
    "tags": mapped("tags"),
    "entity": mapped("components"),
    "impactedServices": mapped("components"),
    "impactStartDate": mapped("log: started"),
    "impactEndDate": mapped("log: mitigated"),
    "report": lost("nobody knows when it was created, which it counts from"),
    "report.ackTime": mapped("log: acknowledged"),
    "report.closeTime": mapped("log: resolved, closed"),
    "report.acknowledgedBy": lost(PEOPLE),
    "report.closedBy": lost(PEOPLE),
    "source": lost(PEOPLE),
    "owner": lost(PEOPLE),
    "ownerTeam": lost(PEOPLE),
    "ownerTeamId": lost(PEOPLE),
    "responders": lost(PEOPLE),
    "teams": lost(PEOPLE),
    "integration": _STEERS,
    "actions": _STEERS,
    "notifyStakeholders": _STEERS,
    "statusPageEntry": _STEERS,
    "links.web": mapped("origin.url"),
    "links.api": lost(PROGRAMS),
    "details": lost("a record has other fields"),
    "extraProperties": lost("a record has other fields"),
    "logs": lost("it is no list of log entries"),
    "logs.log": lost(f"what it says beyond the milestones is made of names; {PEOPLE}"),
    "logs.createdAt": mapped("log: at, where the entry tells a milestone"),
    "logs.type": lost("it is the log's own"),
    "logs.owner": lost(PEOPLE),
    "logs.offset": lost(PROGRAMS),
    "notes": lost("it is no list of notes"),
    "notes.note": mapped("log: observation, text"),
    "notes.createdAt": mapped("log: observation, at"),
    "notes.owner": lost(PEOPLE),
    "notes.offset": lost(PROGRAMS),
}


def read(path: Path, shown: str, zone: tzinfo | None) -> Foreign:
    """Every alert and incident of the files; a broken one hides no other."""
    remarks: list[Remark] = []
    heap = Heap(_SORTS)
    for found in values_of(path, shown, remarks):
        heap.take(found, remarks)
    heap.tell_lost(shown, remarks)
    services = dict(_services(heap.tops))
    listed = [(top, lists) for top, lists in heap.lists() if not _is_service(top.table)]
    items = [_item(top, logs, notes, services, zone) for top, (logs, notes) in listed]
    return Foreign(items, remarks)


def _is_service(part: Table) -> bool:
    return "name" in part and "message" not in part


def _services(tops: list[Part]) -> Iterator[tuple[str, Scalar]]:
    """The names of services by their ids, where the Service API's answer lies beside."""
    for part in tops:
        own, name = part.table.scalar("id"), part.table.scalar("name")
        if _is_service(part.table) and own is not None and name is not None:
            yield own.text, name


def _sort(part: Table) -> str | None:
    """What a table is: the list that it could stand in."""
    if "log" in part:
        return "logs"
    if "note" in part:
        return "notes"
    if "message" in part or {"id", "name"} <= set(part) or "tinyId" in part:
        return "incidents"
    return None


def _owner(part: Table) -> str | None:
    own = part.scalar("alertId", "incidentId")
    return own.text if own else None


def _more(page: Table) -> bool | None:
    if not isinstance(page.get("paging"), Table):
        return None
    return inside(page, "paging").scalar("next") is not None


_PAGE = ("data", "alerts", "alert", "incidents", "incident", "services", *_LISTS)
_SORTS = Sorts(("incidents", "alerts"), _LISTS, _PAGE, _sort, _owner, _more)


def _item(
    top: Part,
    logs: list[Part],
    notes: list[Part],
    services: dict[str, Scalar],
    zone: tzinfo | None,
) -> Item:
    source = top.table
    item = Item("opsgenie", top.shown, source.line, zone, severity_field="priority")
    begin(item)
    item.count(_counted(source, logs, notes))
    own = item.line_of_text(source.scalar("id"))
    if own is None:
        item.remark(source.line, "has no id, so it could not be found again; add one", bars=True)
    item.id = own or "?"
    title = said_in_a_line(item, source.scalar("message"))
    if title is None:
        item.remark(source.line, "has no message; its id stands in its place")
    item.title = title or item.id
    item.url = item.line_of_text(inside(source, "links").scalar("web"))
    _what(item, source, services)
    follow(item, source, logs)
    for part, when in in_time(item, [timed(note) for note in notes], "createdAt"):
        home, item.path = item.path, part.shown
        if text := said(item, part.table.scalar("note")):
            by = username(item, "notes.owner", part.table, "owner")
            item.add("observation", when, by=by, text=text)
        item.path = home
    return item


def _counted(source: Table, logs: list[Part], notes: list[Part]) -> Table:
    counted = table(source.line)
    counted.update(source)
    for name, parts in (("logs", logs), ("notes", notes)):
        if parts:
            counted[name] = Listing(part.table for part in parts)
    return counted


def _what(item: Item, source: Table, services: dict[str, Scalar]) -> None:
    for name, system in (("tinyId", "opsgenie-number"), ("alias", "opsgenie-alias")):
        if told := said_in_a_line(item, source.scalar(name)):
            item.references.append({"system": system, "id": told})
    count = source.scalar("count")
    if count is not None and (many := item.line_of_text(count)):
        item.stated.append({"measure": "occurrences", "value": many[:20]})
    tags = (said_in_a_line(item, tag) for tag in source.scalars("tags"))
    item.tags = list(dict.fromkeys(tag for tag in tags if tag))
    item.rate(item.line_of_text(source.scalar("priority")))
    hit = source.scalars("impactedServices")
    nameless = [each.text for each in hit if each.text not in services]
    named = [services[each.text] for each in hit if each.text in services]
    item.components_field = "impactedServices" if hit else "entity"
    components = (said_in_a_line(item, each) for each in (*named, source.scalar("entity")))
    item.components = list(dict.fromkeys(name for name in components if name))
    if nameless:
        item.guess = {"as_written": f"impactedServices: {', '.join(nameless)[:1_000]}"}
        item.fates["impactedServices"] = kept("log: classification, as_written")
        sentence = "names services by their ids alone; put the answer of /v1/services beside it"
        item.remark(hit[0].line, sentence)
