"""PagerDuty: incidents as its REST API gives them, with what belongs to them in files beside.

Source of the fields: PagerDuty's REST API, version 2.0.0 of its OpenAPI description (``Incident``,
``LogEntry``, ``IncidentNote``, ``StatusUpdate``, ``Alert``, ``AnalyticsRawIncident``); those
of its report as CSV are in ``paging/report.py``.
"""

import re
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from wakebook.flows.importing.item import Foreign, Item, lost, mapped
from wakebook.flows.importing.paging.accounts import account
from wakebook.flows.importing.paging.heap import Heap, Sorts
from wakebook.flows.importing.paging.oncall import (
    begin,
    by_word,
    in_time,
    inside,
    said,
    said_in_a_line,
    time_of,
)
from wakebook.flows.importing.paging.paged import CREATED, Paged, follow, word_of
from wakebook.flows.importing.paging.paged_fields import FIELDS
from wakebook.flows.importing.paging.report import is_report, rows_of
from wakebook.flows.importing.values import Found, Part, values_of
from wakebook.model.imported import Remark
from wakebook.records.foreign.node import Listing, Table, UnreadableError
from wakebook.render.pagerduty import COMPONENTS, MARK

HELP = "PagerDuty: the REST API's JSON of incidents, with log entries, notes and alerts; or CSV"
SOURCE = "the file of incidents, or the folder with log_entries.json and notes-ID.json beside it"
FOLDER = None
SIGNED = True
__all__ = ["FIELDS", "FOLDER", "HELP", "SIGNED", "SOURCE", "read"]

_LISTS = ("log_entries", "notes", "status_updates", "alerts")
_PAGE = ("data", "incidents", "incident", *_LISTS, "log_entry", "note", "status_update", "alert")
_ALONE = "import it by itself"
_NUMBER = re.compile(r"\[#[0-9]{1,12}\]\s*+")


def read(path: Path, shown: str, zone: tzinfo | None) -> Foreign:
    """Every incident of the files, with what else they say of it; a broken one hides no other."""
    remarks: list[Remark] = []
    heap = Heap(_SORTS)
    torn: list[Item] = []
    table = is_report(path)
    rows = rows_of(path, shown, remarks, torn) if table else _values(path, shown, remarks)
    for found in rows:
        heap.take(found, remarks)
    heap.tell_lost(shown, remarks)
    items = [_item(Paged(part, *lists), zone) for part, lists in heap.lists()]
    if torn:
        items = sorted([*items, *torn], key=lambda item: item.line)
    host = next((h for item in items if (h := _host(item.url))), None)
    return Foreign(items, remarks, host)


def _values(path: Path, shown: str, remarks: list[Remark]) -> Iterator[Found]:
    """Those of JSON files; a report that lies in the folder, too, is told."""
    files = sorted(path.iterdir()) if path.is_dir() else []
    tables = [file.name for file in files if is_report(file)]
    remarks += (
        Remark(name, 1, f"is a table, which is not read with a folder; {_ALONE}") for name in tables
    )
    try:
        yield from values_of(path, shown, remarks)
    except UnreadableError as error:
        why = f"{error.why}; {tables[0]} is a table: {_ALONE}" if tables else error.why
        raise UnreadableError(error.line, why) from None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _sort(part: Table) -> str | None:
    """What a table is: the list that it could stand in."""
    kind = part.scalar("type")
    word = kind.text.strip().lower() if kind else ""
    if "_log_entry" in word:
        return "log_entries"
    if word in ("incident", "alert"):
        return f"{word}s"
    for name, sort in (
        ("seconds_to_resolve", "incidents"),
        ("alert_key", "alerts"),
        ("incident_number", "incidents"),
        ("created_on", "incidents"),
        ("content", "notes"),
        ("message", "status_updates"),
    ):
        if name in part:
            return sort
    return "incidents" if {"title", "created_at", "status"} & set(part) else None


def _owner(part: Table) -> str | None:
    own = inside(part, "incident").scalar("id")
    return own.text if own else None


def _more(page: Table) -> bool | None:
    more = page.scalar("more")
    return more.text == "true" if more else None


_SORTS = Sorts(("incidents",), _LISTS, _PAGE, _sort, _owner, _more)


def _item(paged: Paged, zone: tzinfo | None) -> Item:
    source = paged.incident.table
    item = Item("pagerduty", paged.incident.shown, source.line, zone, severity_field="priority")
    begin(item)
    item.components_field = "service_name" if "service_name" in source else "service.summary"
    item.count(_counted(paged))
    own = item.line_of_text(source.scalar("id"))
    if own is None:
        item.remark(source.line, "has no id, so it could not be found again; add one", bars=True)
    item.id = own or "?"
    item.url = item.line_of_text(source.scalar("html_url"))
    _title(item, source)
    _references(item, source)
    _components(item, paged)
    _rating(item, source)
    follow(item, paged)
    _texts(item, paged)
    return item


def _counted(paged: Paged) -> Table:
    """The incident and all that belongs to it, log entries by their types."""
    source = paged.incident.table
    counted = type(source)(source)
    for name, parts in zip(_LISTS, paged[1:], strict=True):
        if name == "log_entries" and parts:
            words = ((word_of(part.table), part.table) for part in parts)
            counted[name] = by_word(words, source.line)
        elif parts:
            counted[name] = Listing(part.table for part in parts)
    return counted


def _title(item: Item, source: Table) -> None:
    title = source.scalar("title", "description")
    if title is None:
        summary = source.scalar("summary")
        title = summary._replace(text=_NUMBER.sub("", summary.text, count=1)) if summary else None
        item.fates["summary"] = mapped("title")
    elif "title" not in source:
        item.fates["description"] = mapped("title")
    told = said_in_a_line(item, title)
    if told is None:
        item.remark(source.line, "has no title; its id stands in its place")
    item.title = told or item.id


def _references(item: Item, source: Table) -> None:
    for name, system in (
        ("incident_number", "pagerduty-number"),
        ("incident_key", "pagerduty-key"),
    ):
        told = said_in_a_line(item, source.scalar(name))
        if told:
            item.references.append({"system": system, "id": told})
    into = inside(source, "resolve_reason", "incident").scalar("id")
    if (other := item.line_of_text(into)) is not None:
        item.references.append({"system": "pagerduty-merged-into", "id": other})
    count = inside(source, "alert_counts").scalar("all")
    if count is not None and count.text.isdigit():
        item.stated.append({"measure": "alerts", "value": count.text[:20]})
    elif count is not None:
        item.fates["alert_counts.all"] = lost("it is no number")


def _components(item: Item, paged: Paged) -> None:
    """The service; an export of ours lists all components in a custom field."""
    source = paged.incident.table
    tables = [inside(source, "service"), *(inside(p.table, "service") for p in paged.alerts)]
    named = [*(each.scalar("summary", "name") for each in tables), source.scalar("service_name")]
    fields = source.tables("custom_fields")
    if _is_ours(source):
        lists = [field.scalars("value") for field in fields if _name(field) == COMPONENTS]
        named = [scalar for listed in lists for scalar in listed]
        _account(item)
    told = (said_in_a_line(item, scalar) for scalar in named)
    item.components = list(dict.fromkeys(name for name in told if name))


def _account(item: Item) -> None:
    """What an export of ours says in places that tell nothing of another one."""
    item.fates["custom_fields"] = mapped("components")
    change = "log_entries.custom_field_value_change"
    for name in ("type", "created_at", "channel"):
        item.fates[f"{change}.{name}"] = mapped("log: milestones")
    for word in ("custom_field_value_change", "priority_change", "trigger", "resolve"):
        item.fates[f"log_entries.{word}.event_details"] = mapped("log: at, as it was written")


def _is_ours(source: Table) -> bool:
    """Whether it is an export of ours, which tells more than PagerDuty does."""
    return any(_name(field) == MARK for field in source.tables("custom_fields"))


def _name(field: Table) -> str | None:
    found = field.scalar("name")
    return found.text if found else None


def _rating(item: Item, source: Table) -> None:
    """The priority; where there is none, the urgency is what there is."""
    priority = inside(source, "priority").scalar("summary", "name") or source.scalar(
        "priority", "priority_name"
    )
    urgency = source.scalar("urgency")
    word = said_in_a_line(item, priority)
    if word is None and urgency is not None:
        item.severity_field = "urgency"
        word = item.line_of_text(urgency)
    item.rate(word)
    # What becomes of the word is told of the whole field; the rest of a priority is not the word.
    for name in ("id", "type", "self", "html_url", "description", "color", "order"):
        item.fates[f"priority.{name}"] = FIELDS["priority"]


def _texts(item: Item, paged: Paged) -> None:
    """What people and monitors said; each text with the file that it stands in."""
    source = paged.incident.table
    created = time_of(item, paged.incident, *CREATED)
    urgency = item.line_of_text(source.scalar("urgency"))
    if urgency and item.severity_field != "urgency":
        item.add("classification", created, as_written=f"urgency: {urgency}")
    details = said(item, inside(source, "body").scalar("details"))
    if details and _is_ours(source):
        item.summary = details
        item.fates["body.details"] = mapped("summary")
    elif details:
        item.add("observation", created, text=details)
    for part, when in in_time(item, paged.alerts, "created_at"):
        text = _said(item, part, "summary")
        severity = item.line_of_text(part.table.scalar("severity"))
        if text:
            words = f"alert; severity: {severity}" if severity else "alert"
            item.add("observation", when, text=text, as_written=words)
    for part, when in in_time(item, paged.notes, "created_at"):
        if text := _said(item, part, "content"):
            by = account(item, "notes.user", inside(part.table, "user"))
            item.add("observation", when, by=by, text=text)
    for part, when in in_time(item, paged.updates, "created_at"):
        if text := _said(item, part, "message"):
            own = item.line_of_text(part.table.scalar("id"))
            ref = own.lower() if own and own.isalnum() and own.isascii() else None
            by = account(item, "status_updates.sender", inside(part.table, "sender"))
            item.say(text, when, None, None, by=by, ref=ref)


def _said(item: Item, part: Part, name: str) -> str | None:
    home, item.path = item.path, part.shown
    text = said(item, part.table.scalar(name))
    item.path = home
    return text
