"""Milestones: the points where an incident changes its status, and the candidates before it."""

from typing import Literal, get_args

from pydantic import Field

from wakebook.model.base import IncidentId, Text
from wakebook.model.log.base import Entry
from wakebook.model.moment import Moment

PLANNED = ("scheduled", "in_progress", "verifying", "completed")
"""The milestones of a maintenance, which an incident has not."""


class Milestone(Entry):
    """The incident reached a point; one that is missing was not reached, ``unknown`` was."""

    kind: Literal[
        "started",
        "declared",
        "acknowledged",
        "identified",
        "mitigated",
        "resolved",
        "closed",
        "reopened",
        "canceled",
        "in_progress",
        "verifying",
        "completed",
    ]


Source = Literal["monitoring", "customer", "business", "staff", "vendor"]
SOURCES: tuple[str, ...] = get_args(Source)
"""Who can notice first."""


class Detected(Entry):
    """Somebody or something noticed; ``source`` says who was first."""

    kind: Literal["detected"]
    source: Source | None = Field(None, description="Who noticed first")


class Triaged(Entry):
    """Scope, impact and resources are known well enough to work on it (requirement 4.2)."""

    kind: Literal["triaged"]
    scope: Text | None = Field(None, description="What is affected and what is not")
    impact: Text | None = Field(None, description="What it means for users and the business")
    resources: Text | None = Field(None, description="Who and what is needed")


class Merged(Entry):
    """This record goes on in another one."""

    kind: Literal["merged"]
    into: IncidentId = Field(description="The incident in which the work goes on")


class Candidate(Entry):
    """A possible incident was proposed, promoted to an incident, or dismissed (requirement 1.5)."""

    kind: Literal["proposed", "promoted", "dismissed"]
    rule: Text | None = Field(None, description="The intake rule that decided")
    reason: Text | None = Field(None, description="Why")


class MajorDeclared(Entry):
    """The incident is major from now on (requirement 4.1)."""

    kind: Literal["major_declared"]
    criterion: Text = Field(description="The criterion of the policy that is met")


class StoodDown(Entry):
    """The incident is no longer major (requirement 4.6)."""

    kind: Literal["stood_down"]
    criterion: Text | None = Field(None, description="What allows it")


class Scheduled(Entry):
    """A maintenance is planned; a later entry of this kind reschedules it."""

    kind: Literal["scheduled"]
    from_: Moment = Field(alias="from", description="Planned beginning")
    until: Moment = Field(description="Planned end")
