"""``policies/closure.yaml``: what has to be true of an incident before it may close.

The notes, the verified restoration and the confirmation are those of ITIL 4's incident management
practice; the clock is the time that a fix has to hold before anybody calls the matter over.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from wakebook.model.base import Duration, Items, Text, Value
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force
from wakebook.model.policy.conditions import Conditions

Note = Literal["actions", "tools", "changes"]
"""A part of the resolution notes: what was done, with which tools, what was configured anew."""

Confirming = Annotated[
    str, StringConstraints(pattern=r"^(?:user|group):[a-z0-9][a-zA-Z0-9._-]{0,62}$")
]
"""``user:`` or ``group:`` of the catalog."""

OWNERS = "owners"
"""The calendar of the team that owns the first component that has an owner with one."""

Depending = Literal["actions", "problems", "vendors"]
"""What else a closure can wait for, of the incident and of those that it waits for."""


class Demand(Value):
    """What a closure has to show of the records that its conditions fit."""

    name: Text = Field(max_length=80, description="What it is about, shown to whoever closes")
    when: Conditions = Field(
        Conditions.model_construct(), description="Which records it is about; all if absent"
    )
    notes: Items[Note] = Field((), description="What `resolution` has to hold besides a summary")
    verified: bool = Field(
        False, description="Whether a check has to pass, or a person to confirm, after the last fix"
    )
    confirmed_by: Items[Confirming] = Field(
        (), description="One of whom has to confirm that the service is restored"
    )
    validation: Duration | None = Field(
        None, description="How long it has to hold: the shortest time from resolved to closed"
    )
    administration: Duration | None = Field(
        None, description="The longest time from resolved to closed; a later closure is late"
    )
    calendar: Text | None = Field(
        None,
        description=(
            "Whose hours both times count: a Calendar of the catalog, or `owners`, the team that "
            "owns its components; all hours if absent"
        ),
    )
    waits_for: Items[Depending] = Field(
        (),
        description=(
            "What has to be over besides incidents that it waits for: blocking actions, problems "
            "without a workaround, vendors' access"
        ),
    )

    @property
    def asks_catalog(self) -> bool:
        """Whether it hangs on the catalog: on tiers and risks, on teams, on calendars."""
        teams = any(who.startswith("group:") for who in self.confirmed_by)
        calendar = self.validation is not None and self.calendar is not None
        return self.when.asks_catalog or teams or calendar


class ClosureRule(Value):
    """Demands in force from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    demands: Items[Demand] = Field(
        min_length=1, description="Every one whose conditions fit has to be met"
    )


class ClosurePolicy(Policy):
    """What has to be true before an incident closes."""

    rules: Items[ClosureRule] = Field(min_length=1, description="By the day they came into force")

    def on(self, day: date) -> ClosureRule | None:
        """The rule in force on a day; None before the first, since what is closed is frozen.

        One that nobody knows the first day of holds where no other does.
        """
        rule = in_force(self.rules, day)
        first = rule.from_.earliest if rule else None
        return rule if first is None or first.date() <= day else None
