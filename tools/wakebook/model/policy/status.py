"""``policies/status.yaml``: what the status page shows, in which order, and what uptime counts."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from wakebook.model.base import Duration, Items, Text, Value
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Z]{2})?$")]
"""A language as a page names it (BCP 47), such as ``en`` or ``pt-BR``."""


class Shown(Value):
    """A component as the status page shows it."""

    name: Text = Field(description="Its name in the catalog, or in imported records")
    title: Text | None = Field(None, description="Its name for readers; the catalog's if absent")
    text: Text | None = Field(None, description="What it is, in a few words")
    regions: Items[Text] = Field((), description="Its regions, each with a state of its own")


class Group(Value):
    """Components that stand together."""

    title: Text = Field(description="What they are together")
    components: Items[Shown] = Field(min_length=1, description="In the order of the page")


class Weights(Value):
    """How much of a time counts as down while a component is in a state, from 0 to 1.

    The defaults are those that Statuspage documents for its uptime showcase.
    """

    degraded: float = Field(0.0, ge=0, le=1, description="It works, but badly")
    partial_outage: float = Field(0.3, ge=0, le=1, description="It fails for some")
    major_outage: float = Field(1.0, ge=0, le=1, description="It fails for all")


class StatusRule(Value):
    """What is shown from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    groups: Items[Group] = Field((), description="What is shown; all that is named, if absent")
    weights: Weights = Field(Weights.model_construct(), description="What counts as down")
    maintenance: Literal["excluded", "counted"] = Field(
        "excluded", description="Whether the impact of a planned maintenance counts as down"
    )
    days: int = Field(90, ge=1, le=366, description="Days of the bars and of the uptime")
    fresh: Duration = Field("PT15M", description="Older than this, the page says that it is old")
    languages: Items[Language] = Field(("en",), min_length=1, description="The first is the main")


class StatusPolicy(Policy):
    """What the status page shows."""

    rules: Items[StatusRule] = Field(min_length=1, description="By the day they came into force")

    def on(self, day: date) -> StatusRule:
        """The rule in force on a day."""
        rule = in_force(self.rules, day)
        assert rule is not None, "the model demands one rule at least"  # noqa: S101 - an invariant
        return rule


PLAIN = StatusRule.model_validate({"from": "2000-01-01"})
"""What is shown where a repository has no policy."""
