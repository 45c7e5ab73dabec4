"""What becomes of each field of a PagerDuty incident, and of what belongs to it.

Source of the fields: PagerDuty's REST API, version 2.0.0 of its OpenAPI description.
"""

from wakebook.flows.importing.item import kept, lost, mapped
from wakebook.flows.importing.paging.oncall import PROGRAMS
from wakebook.flows.importing.paging.words import TOLD
from wakebook.flows.importing.people import PEOPLE
from wakebook.model.imported import Fate

_CALLS = lost("whom to call is the catalog's matter")
_ENTRY: dict[str, Fate] = {
    "": lost("it is the service's own and tells nothing of what happened"),
    "type": mapped("log: what kind of entry it is"),
    "id": lost(PROGRAMS),
    "self": lost(PROGRAMS),
    "html_url": lost(PROGRAMS),
    "created_at": mapped("log: at"),
    "summary": lost(f"it is made of the type and of names; {PEOPLE}"),
    "agent": lost(PEOPLE),
    "user": lost(PEOPLE),
    "assignees": lost(PEOPLE),
    "teams": _CALLS,
    "incident": lost("it repeats the incident"),
    "service": lost("it repeats the incident's"),
    "channel": lost("it is the way in which it was done, by whom and from where"),
    "event_details": lost("what a monitor sent belongs to the alert"),
}
_WAY = lost("who was called by which way is not for a record")
_TEXT = {
    "note": mapped("log: observation, text"),
    "channel.summary": mapped("log: observation, text"),
}
_CHANGE = {
    f"channel.{age}_{what}": mapped("log: severity, or classification, as_written")
    for age in ("old", "new")
    for what in ("priority", "urgency")
}
_OTHER = dict.fromkeys(("type", "created_at", "changeset"), lost("a record has other fields"))
_ENTRIES: dict[str, dict[str, Fate]] = {
    **{
        word: {}
        for word in ("trigger", "acknowledge", "acknowledgement", "resolve", "reopen", *TOLD)
    },
    **dict.fromkeys(("annotate", "status_update"), _TEXT),
    **dict.fromkeys(("priority_change", "urgency_change"), _CHANGE),
    **{word: {"type": _WAY, "created_at": _WAY} for word in ("notify", "link", "unlink")},
    **dict.fromkeys(("custom_field_value_change", "field_value_change"), _OTHER),
}
_BY = ("acknowledged_by", "assigned_to")
_FIGURE = lost("it is a figure of the service's analytics; records have their own")
_ANALYTICS: dict[str, Fate] = {
    "service_name": mapped("components"),
    "service_id": lost(PROGRAMS),
    "priority_name": kept("log: severity, or classification, as_written"),
    "priority_id": lost(PROGRAMS),
    "priority_order": lost(PROGRAMS),
    "seconds_to_first_ack": lost("other times count, or it is no number of seconds"),
    "seconds_to_resolve": lost("the times say it"),
    "major": lost("it is PagerDuty's own rule of what is major"),
    **dict.fromkeys(
        ("escalation_policy_id", "escalation_policy_name", "team_id", "team_name"), _CALLS
    ),
    **{
        f"{who}_user_{what}": lost(PEOPLE)
        for who in ("acknowledged", "assigned", "joined", "resolved_by", *_BY)
        for what in ("ids", "names", "id", "name")
    },
    **dict.fromkeys(
        (
            *("acknowledgement_count", "active_user_count", "assignment_count", "auto_resolved"),
            *("acknowledge_count", "auto_escalation_count"),
            *("business_hour_interruptions", "engaged_seconds", "engaged_user_count"),
            *("escalation_count", "manual_escalation_count", "off_hour_interruptions"),
            *("reassignment_count", "seconds_to_engage", "seconds_to_mobilize"),
            *("sleep_hour_interruptions", "snoozed_seconds", "timeout_escalation_count"),
            *("total_interruptions", "total_notifications", "user_defined_effort_seconds"),
        ),
        _FIGURE,
    ),
}
FIELDS: dict[str, Fate] = {
    **_ANALYTICS,
    "id": mapped("origin.id"),
    "html_url": mapped("origin.url"),
    "incident_number": mapped("references"),
    "incident_key": mapped("references"),
    "title": mapped("title"),
    "description": lost("it repeats the title"),
    "summary": lost("it is the number and the title"),
    "type": lost("it is the API's name of an incident"),
    "self": lost(PROGRAMS),
    "created_at": mapped("log: detected"),
    "created_on": mapped("log: detected"),
    "updated_at": lost("each entry has its own time"),
    "last_status_change_at": mapped("log: resolved, closed"),
    "last_status_change_by": lost(PEOPLE),
    "resolved_at": mapped("log: resolved, closed"),
    "resolved_on": mapped("log: resolved, closed"),
    "status": mapped("log: resolved, closed, or that it is open"),
    "service": lost("it belongs to the service, not to the incident"),
    "service.summary": mapped("components"),
    "service.name": mapped("components"),
    "urgency": kept("log: classification, as_written"),
    "priority": lost("it belongs to the list of priorities, not to the incident"),
    "assignments": lost(PEOPLE),
    "assigned_via": lost(PEOPLE),
    "acknowledgements": lost(PEOPLE),
    "acknowledgements.at": mapped("log: acknowledged"),
    "incidents_responders": lost(PEOPLE),
    "responder_requests": lost(PEOPLE),
    "subscriber_requests": lost(PEOPLE),
    "teams": _CALLS,
    "escalation_policy": _CALLS,
    "pending_actions": lost("what was to come then is past"),
    "first_trigger_log_entry": lost("the log entries tell it"),
    "alert_counts": lost("the number of all is kept"),
    "alert_counts.all": kept("stated"),
    "alert_grouping": lost("it steers the service"),
    "is_mergeable": lost("it steers the service"),
    "basic_alert_grouping": lost("it steers the service"),
    "incident_type": lost("it is a word of the service's own settings"),
    "resolve_reason": mapped("references"),
    "conference_bridge": lost("a room that was for the time of the incident may still be open"),
    "body": lost("it is the API's name of a kind of text"),
    "body.details": mapped("log: observation, text"),
    "custom_fields": lost("a record has other fields"),
    "notes": lost("it is no list of notes"),
    "notes.id": lost(PROGRAMS),
    "notes.user": lost(PEOPLE),
    "notes.channel": lost("it is the way in which the note came, by whom and from where"),
    "notes.content": mapped("log: observation, text"),
    "notes.created_at": mapped("log: observation, at"),
    "notes.updated_at": lost("the note is imported as it is now"),
    "status_updates": lost("it is no list of updates"),
    "status_updates.id": mapped("log: update, ref"),
    "status_updates.message": mapped("log: update, text"),
    "status_updates.created_at": mapped("log: update, at"),
    "status_updates.sender": lost(PEOPLE),
    "status_updates.subject": lost("an update has no subject; the message tells it"),
    "status_updates.html_message": lost("the message says the same"),
    "alerts": lost("it belongs to the alert at the service, not to the incident"),
    "alerts.summary": mapped("log: observation, text"),
    "alerts.created_at": mapped("log: observation, at"),
    "alerts.severity": kept("log: observation, as_written"),
    "alerts.service.summary": mapped("components"),
    "alerts.status": lost("it is the state at the time of the export"),
    "alerts.body": lost("what a monitor sent can hold anything; look at the alert"),
    "log_entries": lost("the type of the entry is not known"),
    **{
        f"log_entries.{word}.{name}".rstrip("."): fate
        for word, own in _ENTRIES.items()
        for name, fate in {**_ENTRY, **own}.items()
    },
}
COLUMNS = frozenset(
    {
        *_ANALYTICS,
        *("id", "html_url", "incident_number", "incident_key", "title", "description", "status"),
        *("created_at", "created_on", "resolved_at", "resolved_on", "updated_at", "urgency"),
    }
)
"""What a column of a report as CSV may be called; there is nothing below one."""
