"""PagerDuty: incidents as its REST API gives them, with what belongs to them in files beside.

Source of the fields: PagerDuty's REST API, version 2.0.0 of its OpenAPI description (``Incident``,
``LogEntry``, ``IncidentNote``, ``StatusUpdate``, ``Alert``).
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from wakebook.flows.importing.item import Foreign, Item, lost, mapped
from wakebook.flows.importing.oncall import (
    begin,
    by_word,
    in_time,
    inside,
    said,
    said_in_a_line,
    unlike,
)
from wakebook.flows.importing.paged import MARK, Paged, follow, word_of
from wakebook.flows.importing.paged_fields import FIELDS
from wakebook.flows.importing.values import Found, Part, tables_in, values_of
from wakebook.model.imported import Remark
from wakebook.records.foreign.node import Listing, Table

HELP = "PagerDuty: the REST API's JSON of incidents, with log entries, notes and alerts beside"
SOURCE = "the file of incidents, or the folder with log_entries.json and notes-ID.json beside it"
FOLDER = None
__all__ = ["FIELDS", "FOLDER", "HELP", "SOURCE", "read"]

_LISTS = ("log_entries", "notes", "status_updates", "alerts")
_PAGE = ("incidents", "incident", *_LISTS, "log_entry", "note", "status_update", "alert")
_OWNER = re.compile(r"(?:log_entries|notes|status_updates|alerts)-([A-Za-z0-9]{1,40})\.")
_NUMBER = re.compile(r"\[#[0-9]{1,12}\]\s*+")


def read(path: Path, shown: str, zone: tzinfo | None) -> Foreign:
    """Every incident of the files, with what else they say of it; a broken one hides no other."""
    remarks: list[Remark] = []
    heap = _Heap()
    for found in values_of(path, shown, remarks):
        heap.take(found, remarks)
    heap.tell_lost(shown, remarks)
    items = [_item(paged, zone) for paged in heap.paged()]
    host = next((h for item in items if (h := _host(item.url))), None)
    return Foreign(items, remarks, host)


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


class _Heap:
    """Sorts what stands in the files by the incident that it belongs to."""

    def __init__(self) -> None:
        self.incidents: list[Part] = []
        self.beside: dict[tuple[str, str], list[Part]] = {}
        self.more: dict[str, bool] = {}

    def take(self, found: Found, remarks: list[Remark]) -> None:
        """Put a value of a file to its incident."""
        owner = _owner(found)
        self._paging(found)
        for part in tables_in(found, _PAGE, remarks):
            sort = _sort(part.table)
            own = inside(part.table, "incident").scalar("id")
            name = own.text if own else owner
            if sort == "incidents":
                self.incidents.append(part)
            elif sort is None:
                sentence = "is neither an incident nor a log entry, note, update or alert of one"
                remarks.append(Remark(part.shown, part.table.line, sentence, bars=True))
            elif name is None:
                word = sort.replace("_", " ")
                sentence = (
                    f"is one of the {word} and names no incident; name the file {sort}-ID.json"
                )
                remarks.append(Remark(part.shown, part.table.line, sentence, bars=True))
            else:
                self.beside.setdefault((name, sort), []).append(part)

    def _paging(self, found: Found) -> None:
        """Whether the last page of a list says that there are more."""
        page = found.node
        more = page.scalar("more") if isinstance(page, Table) and "id" not in page else None
        if isinstance(page, Table) and more is not None:
            sort = next((key for key in _PAGE if key in page), "")
            self.more[sort] = self.more.get(sort, True) and more.text == "true"

    def tell_lost(self, shown: str, remarks: list[Remark]) -> None:
        """Tell what belongs to no incident here, and what pages are missing."""
        known = {own.text for part in self.incidents if (own := part.table.scalar("id"))}
        strays: Counter[tuple[str, str]] = Counter()
        for (name, sort), parts in self.beside.items():
            if name not in known:
                strays[parts[0].shown, sort] += len(parts)
        for (file, sort), count in sorted(strays.items()):
            sentence = (
                f"{count} {sort.replace('_', ' ')} are of incidents that are not in the source"
            )
            remarks.append(Remark(file, 1, sentence))
        for sort in sorted(sort for sort, more in self.more.items() if more):
            sentence = (
                f"every page of {sort.replace('_', ' ')} says that there are more; fetch those, too"
            )
            remarks.append(Remark(shown, 1, sentence))

    def paged(self) -> Iterator[Paged]:
        """Each incident with what belongs to it."""
        for part in self.incidents:
            own = part.table.scalar("id")
            name = own.text if own else ""
            lists = []
            for sort in _LISTS:
                held = [Part(part.shown, each) for each in part.table.tables(sort)]
                lists.append(unlike([*held, *self.beside.get((name, sort), ())], "id"))
            yield Paged(part, *lists)


def _owner(found: Found) -> str | None:
    """The incident that all of a value belongs to: it stands beside it, or in the file's name."""
    page = found.node
    beside = inside(page, "incident").scalar("id") if isinstance(page, Table) else None
    if beside is not None:
        return beside.text
    named = _OWNER.match(found.shown)
    return named[1] if named else None


def _sort(part: Table) -> str | None:
    """What a table is: the list that it could stand in."""
    kind = part.scalar("type")
    word = kind.text.strip().lower() if kind else ""
    if "_log_entry" in word:
        return "log_entries"
    if word in ("incident", "alert"):
        return f"{word}s"
    for name, sort in (
        ("alert_key", "alerts"),
        ("incident_number", "incidents"),
        ("content", "notes"),
        ("message", "status_updates"),
    ):
        if name in part:
            return sort
    return "incidents" if {"title", "created_at", "status"} & set(part) else None


def _item(paged: Paged, zone: tzinfo | None) -> Item:
    source = paged.incident.table
    item = Item("pagerduty", paged.incident.shown, source.line, zone, severity_field="priority")
    begin(item)
    item.components_field = "service.summary"
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
    named = [each.scalar("summary", "name") for each in tables]
    fields = source.tables("custom_fields")
    if any(_name(field) == MARK for field in fields):
        lists = [
            field.scalars("value") for field in fields if _name(field) == "wakebook_components"
        ]
        named = [scalar for listed in lists for scalar in listed]
        item.fates["custom_fields"] = mapped("components")
    told = (said_in_a_line(item, scalar) for scalar in named)
    item.components = list(dict.fromkeys(name for name in told if name))


def _name(field: Table) -> str | None:
    found = field.scalar("name")
    return found.text if found else None


def _rating(item: Item, source: Table) -> None:
    """The priority; where there is none, the urgency is what there is."""
    priority = inside(source, "priority").scalar("summary", "name") or source.scalar("priority")
    urgency = source.scalar("urgency")
    word = said_in_a_line(item, priority)
    item.severity = word.lower() if word else None
    if item.severity is None and urgency is not None:
        item.severity_field = "urgency"
        item.severity = (item.line_of_text(urgency) or "").lower() or None
    # What becomes of the word is told of the whole field; the rest of a priority is not the word.
    for name in ("id", "type", "self", "html_url", "description", "color", "order"):
        item.fates[f"priority.{name}"] = FIELDS["priority"]


def _texts(item: Item, paged: Paged) -> None:
    """What people and monitors said; each text with the file that it stands in."""
    source = paged.incident.table
    created = item.time(source.scalar("created_at"), "created_at")
    urgency = item.line_of_text(source.scalar("urgency"))
    if urgency and item.severity_field != "urgency":
        item.add("classification", created, as_written=f"urgency: {urgency}")
    if text := said(item, inside(source, "body").scalar("details")):
        item.add("observation", created, text=text)
    for part, when in in_time(item, paged.alerts, "created_at"):
        text = _said(item, part, "summary")
        severity = item.line_of_text(part.table.scalar("severity"))
        if text:
            words = f"alert; severity: {severity}" if severity else "alert"
            item.add("observation", when, text=text, as_written=words)
    for part, when in in_time(item, paged.notes, "created_at"):
        if text := _said(item, part, "content"):
            item.add("observation", when, text=text)
    for part, when in in_time(item, paged.updates, "created_at"):
        if text := _said(item, part, "message"):
            own = item.line_of_text(part.table.scalar("id"))
            ref = own.lower() if own and own.isalnum() and own.isascii() else None
            item.say(text, when, None, None, ref=ref)


def _said(item: Item, part: Part, name: str) -> str | None:
    home, item.path = item.path, part.shown
    text = said(item, part.table.scalar(name))
    item.path = home
    return text
