"""``policies/postmortem.yaml``: which incidents need a post-mortem, and what it has to hold."""

from datetime import date
from typing import Literal

from pydantic import Field

from wakebook.model.base import Duration, Items, Text, Value
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force
from wakebook.model.policy.conditions import Conditions


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


class Again(Value):
    """The same category failed on a shared component before."""

    times: int = Field(1, ge=1, le=100, description="How many earlier incidents at least")
    within: Duration = Field(description="How long before this one they may lie")


class New(Value):
    """Nothing of this category has failed there before."""

    on: Literal["component", "anywhere"] = Field(
        "component", description="On none of its components, or on no component at all"
    )
    within: Duration = Field("P730D", description="How far back is looked")


class NeedCase(Value):
    """A case in which an incident needs a post-mortem; all that is given has to fit."""

    name: Text = Field(max_length=80, description="What it is about, shown as the reason")
    when: Conditions = Field(
        Conditions.model_construct(),
        description="Which records it is about; those of the kind incident if it names no `kind`",
    )
    major: bool | None = Field(
        None, description="Whether it ever had a level that is major, or was declared major"
    )
    lasting: Duration | None = Field(None, description="How long it lasted at least")
    customers: bool | None = Field(
        None, description="Whether customers noticed, as the header or a report says"
    )
    again: Again | None = Field(None, description="Recurrence: it came back")
    new: New | None = Field(None, description="Novelty: it is the first of its kind")
    due: Duration = Field(
        "PT48H", description="When the post-mortem is due, counted from the resolution"
    )


class NeedRule(Value):
    """Cases in force from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    cases: Items[NeedCase] = Field(
        min_length=1, description="One that fits is enough; the shortest time of those counts"
    )


class PostmortemPolicy(Policy):
    """Which incidents need a post-mortem, and what it has to hold."""

    rules: Items[PostmortemRule] = Field(
        min_length=1, description="By the day they came into force"
    )
    needs: Items[NeedRule] = Field(
        (), description="Who needs one, by the day they came into force; nobody has to if absent"
    )

    def on(self, day: date | None) -> PostmortemRule:
        """The rule in force on a day."""
        rule = in_force(self.rules, day)
        assert rule is not None, "the model demands one rule at least"  # noqa: S101 - an invariant
        return rule

    def needs_on(self, day: date | None) -> tuple[NeedCase, ...]:
        """The cases in force on a day; none before the first, since what is closed is frozen.

        Without a day it is those of today's file.
        """
        rule = in_force(self.needs, day)
        if rule is None:
            return ()
        first = rule.from_.earliest
        begun = day is None or (first is not None and first.date() <= day)
        return rule.cases if begun else ()
