"""Incidents in the shape of PagerDuty's REST API, with their log entries, notes and updates.

Source of the shape: version 2.0.0 of its OpenAPI description (``Incident``, ``LogEntry``,
``IncidentNote``, ``StatusUpdate``). What PagerDuty has no word for stands in custom fields, which
``wakebook import pagerduty`` reads again. Nobody is named: an agent is always this toolkit.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from wakebook.model.catalog import Catalog
from wakebook.model.incident import Incident
from wakebook.model.log import Entry, Severity
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment

MARK = "wakebook_id"
"""The custom field that holds a record's id: its log tells everything, and ends as it says."""

COMPONENTS = "wakebook_components"
"""The custom field with all components, of which PagerDuty has one as the service."""

MILESTONE = "wakebook_milestone"
"""The custom field whose changes are the milestones that PagerDuty has no log entry for."""

EXACT = "wakebook_at"
"""The detail of a log entry with its time as the record has it: a day, about, or unknown."""

TOLD = frozenset({
    *("started", "detected", "declared", "acknowledged", "triaged", "identified", "mitigated"),
    *("resolved", "closed", "reopened", "canceled", "proposed", "promoted", "dismissed"),
})  # fmt: skip
"""The milestones that are told; a record that was merged is resolved, with the reason."""

_TYPES = {"detected": "trigger", "acknowledged": "acknowledge"}
_TYPES |= {"resolved": "resolve", "merged": "resolve"}
_AGENT = {"id": "wakebook", "type": "bot_user_reference", "summary": "Wakebook"}
Told = dict[str, Any]


def document(incidents: Iterable[Incident], catalog: Catalog) -> Told:
    """All incidents as one page of the API's list."""
    told = [_incident(incident, catalog) for incident in incidents]
    return {"incidents": told, "limit": len(told), "offset": 0, "total": len(told), "more": False}


def _incident(incident: Incident, catalog: Catalog) -> Told:
    header, timeline = incident.header, incident.timeline
    ended = _time(incident.ended) if not incident.is_open else None
    begun = _time(incident.began)
    return {
        **_reference("incident", incident.id, header.title),
        "type": "incident",
        "title": header.title,
        "created_at": begun,
        "updated_at": _time(timeline[-1].entry.at) if timeline else begun,
        "status": _status(incident),
        "incident_key": incident.id,
        "service": _service(incident, catalog),
        "assignments": [],
        "acknowledgements": [],
        "last_status_change_at": _turned(incident) or begun,
        "last_status_change_by": _AGENT,
        "resolved_at": ended,
        "priority": _priority(incident.severity) if incident.severity else None,
        "resolve_reason": _reason(incident),
        "teams": [],
        "pending_actions": [],
        "body": {"type": "incident_body", "details": header.summary},
        "custom_fields": [
            _field(MARK, incident.id),
            _field(COMPONENTS, list(incident.components)),
        ],
        "log_entries": list(_log(incident)),
        "notes": [_note(line) for line in timeline if line.entry.kind in ("observation", "action")],
        "status_updates": [_update(line) for line in timeline if line.entry.kind == "update"],
    }


def _status(incident: Incident) -> str:
    if not incident.is_open:
        return "resolved"
    return "acknowledged" if "acknowledged" in incident.milestones else "triggered"


def _turned(incident: Incident) -> str | None:
    """When the last milestone was reached."""
    reached = (at for at in incident.milestones.values() if at.earliest is not None)
    return max((shown for at in reached if (shown := _time(at))), default=None)


def _service(incident: Incident, catalog: Catalog) -> Told | None:
    """The first component: an incident is of one service."""
    if not incident.components:
        return None
    name = incident.components[0]
    entity = catalog.components.get(name)
    return _reference("service", name, entity.title if entity else name)


def _reason(incident: Incident) -> Told | None:
    into = next((_into(line.entry) for line in incident.timeline if _into(line.entry)), None)
    if into is None:
        return None
    return {"type": "merge_resolve_reason", "incident": _reference("incident", into, into)}


def _into(entry: Entry) -> str | None:
    return getattr(entry, "into", None) if entry.kind == "merged" else None


def _log(incident: Incident) -> Iterator[Told]:
    """Milestones and severities, the latest first as PagerDuty lists them."""
    for line in reversed(incident.timeline):
        entry = line.entry
        if isinstance(entry, Severity):
            channel = {"type": "auto", "new_priority": _priority(entry.level)}
            yield _entry(incident, line, "priority_change", channel)
        elif entry.kind in _TYPES:
            yield _entry(incident, line, _TYPES[entry.kind], {"type": "auto"})
        elif entry.kind in TOLD:
            change = {"name": MILESTONE, "namespace": "incidents", "value": entry.kind}
            channel = {"type": "auto", "changeset": {"customer_fields": [change]}}
            yield _entry(incident, line, "custom_field_value_change", channel)


def _entry(incident: Incident, line: Logged, sort: str, channel: Told) -> Told:
    at = line.entry.at
    return {
        **_reference(f"{sort}_log", line.id, line.entry.kind.capitalize()),
        "type": f"{sort}_log_entry",
        "created_at": _time(at),
        "agent": _AGENT,
        "channel": channel,
        "incident": _reference("incident", incident.id, incident.header.title),
        "teams": [],
        "contexts": [],
        "event_details": {} if at.text == _time(at) else {EXACT: at.text},
    }


def _note(line: Logged) -> Told:
    return {
        "id": line.id,
        "user": _AGENT,
        "content": line.entry.text,
        "created_at": _time(line.entry.at),
    }


def _update(line: Logged) -> Told:
    return {
        "id": line.id,
        "message": line.entry.text,
        "sender": _AGENT,
        "created_at": _time(line.entry.at),
    }


def _priority(level: str) -> Told:
    return {**_reference("priority", level, level), "name": level}


def _field(name: str, value: str | list[str]) -> Told:
    return {
        "id": name,
        "type": "field_value",
        "name": name,
        "data_type": "string",
        "field_type": "multi_value" if isinstance(value, list) else "single_value",
        "value": value,
    }


def _reference(sort: str, own: str, summary: str) -> Told:
    return {
        "id": own,
        "type": f"{sort}_reference",
        "summary": summary,
        "self": None,
        "html_url": None,
    }


def _time(moment: Moment | None) -> str | None:
    """The beginning of a moment as RFC 3339 writes it, in UTC; None where it is not known."""
    if moment is None or moment.earliest is None:
        return None
    at = moment.earliest.astimezone(UTC)
    shown = at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return f"{shown.removesuffix('+00:00')}Z"
