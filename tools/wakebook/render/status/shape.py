"""The documents of Statuspage's public API v2 as types, of which their JSON Schemas are made.

Source: what Statuspage's own widget and other clients read of ``/api/v2``; see
``tests/status/test_clients.py``. Times are RFC 3339 in UTC with milliseconds.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

_CLOSED = with_config(ConfigDict(extra="forbid"))
Time = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
Indicator = Literal["none", "minor", "major", "critical", "maintenance"]
ComponentStatus = Literal[
    "operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"
]
IncidentStatus = Literal["investigating", "identified", "monitoring", "resolved", "postmortem"]
WorkStatus = Literal["scheduled", "in_progress", "verifying", "completed"]


@_CLOSED
class Page(TypedDict):
    """The status page itself; ``url`` is empty where nobody says where it is published."""

    id: str
    name: str
    url: str
    time_zone: str
    updated_at: Time


@_CLOSED
class Status(TypedDict):
    """The state of everything, in a word and in a sentence."""

    indicator: Indicator
    description: str


@_CLOSED
class Component(TypedDict):
    """A component, or a group of them; a group lists its ``components`` by id."""

    id: str
    name: str
    status: ComponentStatus
    created_at: Time
    updated_at: Time
    position: int
    description: str | None
    showcase: bool
    start_date: str | None
    group_id: str | None
    page_id: str
    group: bool
    only_show_if_degraded: bool
    components: NotRequired[list[str]]


@_CLOSED
class Affected(TypedDict):
    """What an update says of a component: ``code`` is its id, the old state is the one before."""

    code: str
    name: str
    old_status: ComponentStatus
    new_status: ComponentStatus


@_CLOSED
class Update(TypedDict):
    """One update of an incident or of a maintenance; ``body`` is Markdown."""

    id: str
    status: IncidentStatus | WorkStatus
    body: str
    incident_id: str
    created_at: Time
    updated_at: Time
    display_at: Time
    affected_components: list[Affected] | None
    deliver_notifications: bool
    custom_tweet: None
    tweet_id: None


class _Told(TypedDict):
    """What incidents and maintenances have in common."""

    id: str
    name: str
    created_at: Time
    updated_at: Time
    monitoring_at: Time | None
    resolved_at: Time | None
    impact: Indicator
    shortlink: str
    started_at: Time
    page_id: str
    incident_updates: list[Update]
    components: list[Component]


@_CLOSED
class Incident(_Told):
    """An incident; its updates stand the latest first."""

    status: IncidentStatus


@_CLOSED
class Work(_Told):
    """A scheduled maintenance with its window."""

    status: WorkStatus
    scheduled_for: Time | None
    scheduled_until: Time | None


@_CLOSED
class StatusDocument(TypedDict):
    """``status.json``."""

    page: Page
    status: Status


@_CLOSED
class ComponentsDocument(TypedDict):
    """``components.json``."""

    page: Page
    components: list[Component]


@_CLOSED
class IncidentsDocument(TypedDict):
    """``incidents.json`` and ``incidents/unresolved.json``."""

    page: Page
    incidents: list[Incident]


@_CLOSED
class WorksDocument(TypedDict):
    """``scheduled-maintenances.json``, and its ``upcoming.json`` and ``active.json``."""

    page: Page
    scheduled_maintenances: list[Work]


@_CLOSED
class SummaryDocument(TypedDict):
    """``summary.json``: components, what goes on, what is planned, and the state of everything."""

    page: Page
    components: list[Component]
    incidents: list[Incident]
    scheduled_maintenances: list[Work]
    status: Status


DOCUMENTS = {
    "status": StatusDocument,
    "components": ComponentsDocument,
    "incidents": IncidentsDocument,
    "scheduled-maintenances": WorksDocument,
    "summary": SummaryDocument,
}
"""The shape of each document by its name; documents below a name have the same shape."""
