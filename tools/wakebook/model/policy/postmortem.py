"""``policies/postmortem.yaml``: what a post-mortem has to hold."""

from datetime import date

from pydantic import Field

from wakebook.model.base import Items, Text, Value
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force


class RequiredSection(Value):
    """A section that every post-mortem has."""

    title: Text = Field(description="The heading")
    purpose: Text = Field(description="What belongs into it, shown to the writer")
    also: Items[Text] = Field((), description="Other headings that count as this one")

    def matches(self, heading: str) -> bool:
        """Whether a heading is this section's, whatever its letter case."""
        return heading.casefold() in {name.casefold() for name in (self.title, *self.also)}


class PostmortemRule(Value):
    """Sections in force from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    sections: Items[RequiredSection] = Field(min_length=1, description="In their order")


class PostmortemPolicy(Policy):
    """What a post-mortem has to hold."""

    rules: Items[PostmortemRule] = Field(
        min_length=1, description="By the day they came into force"
    )

    def on(self, day: date | None) -> PostmortemRule:
        """The rule in force on a day."""
        rule = in_force(self.rules, day)
        assert rule is not None, "the model demands one rule at least"  # noqa: S101 - an invariant
        return rule
