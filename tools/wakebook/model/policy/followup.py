"""``policies/followup.yaml``: when somebody is reminded of what, and how it is shown on a forge.

The fields of an action item that a forge shows have a declared winner: the record is the truth, and
what people say on the forge either is overwritten or comes back as a proposed change of the record.
"""

from datetime import date, timedelta
from functools import cached_property
from typing import Literal, get_args

from pydantic import Field

from wakebook.model.base import Audience, Duration, Items, Slug, Value, seconds
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force

Winner = Literal["record", "propose"]
"""``record``: what the forge says is overwritten. ``propose``: it becomes a proposed change."""
Length = Literal["soon", "stale", "remind_every", "escalate_after"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Fields(Value):
    """Which side wins where an action's issue says something else than its record."""

    title: Literal["record"] = Field("record", description="The title")
    text: Literal["record"] = Field("record", description="Our part of the text; the rest is yours")
    kind: Literal["record"] = Field("record", description="The label of the kind")
    priority: Literal["record"] = Field("record", description="The label of the priority")
    blocking: Literal["record"] = Field("record", description="The label of what blocks a closure")
    status: Winner = Field("propose", description="Open or closed")
    owner: Winner = Field("propose", description="The one assignee")
    due: Winner = Field("propose", description="The day that the milestone is due")


class Issues(Value):
    """How action items are shown as issues of a forge."""

    enabled: bool = Field(False, description="Whether an open action item gets an issue")
    audience: Audience = Field(
        "staff", description="Who reads the forge's repository: narrower records stay off it"
    )
    label: Slug = Field("wakebook", description="The label of our issues, and how others begin")
    fields: Fields = Field(Fields.model_construct(), description="The winner of each field")


_LONGEST = 3_700 * 86_400
"""Seconds in ten years, beyond which nobody is reminded; times of a calendar end there too."""


class FollowupRule(Value):
    """What is followed up from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    soon: Duration = Field("P3D", description="How long before its date a thing is due soon")
    stale: Duration = Field("P30D", description="How long after its date a thing is stale")
    remind_every: Duration = Field("P7D", description="Time between two reminders")
    escalate_after: Duration = Field(
        "P7D", description="How long after its date the owner's lead is told"
    )
    updates: dict[str, Duration] = Field(
        default_factory=dict, description="Severity: longest time between two updates while open"
    )
    digest: Weekday = Field("monday", description="The day from which a week's digest counts")
    issues: Issues = Field(Issues.model_construct(), description="Issues on the forge")

    def span(self, name: Length) -> timedelta:
        """One of the lengths of time."""
        return self._spans[name]

    @cached_property
    def _spans(self) -> dict[str, timedelta]:
        counted = {name: seconds(getattr(self, name)) for name in get_args(Length)}
        return {name: timedelta(seconds=min(n, _LONGEST)) for name, n in counted.items()}


class FollowupPolicy(Policy):
    """When somebody is reminded of what is due."""

    rules: Items[FollowupRule] = Field(min_length=1, description="By the day they came into force")

    def on(self, day: date) -> FollowupRule | None:
        """The rule in force on a day; None before the first."""
        rule = in_force(self.rules, day)
        return rule if rule is not None and day >= first_day(rule) else None


def first_day(rule: FollowupRule) -> date:
    """The first day that a rule is in force."""
    return rule.from_.earliest.date() if rule.from_.earliest is not None else date.min


PLAIN = FollowupRule.model_validate({"from": "2000-01-01"})
"""What is followed up where a repository has no policy: everything is told, nothing is sent."""
