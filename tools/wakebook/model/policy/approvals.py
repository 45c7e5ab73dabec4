"""``policies/approvals.yaml``: who has to approve which change of a record.

A record's change is a set of transitions. Every question (``asks``) that names one of them, and
whose conditions fit, has to be answered by people who took no part. Where nobody is asked, the
change is in the fast lane and needs no approval at all.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from wakebook.model.base import FORM_MARK, Duration, Items, Text, Value, Who
from wakebook.model.finding import Route
from wakebook.model.gate.matter import Transition
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force
from wakebook.model.policy.conditions import Conditions

OWNERS_OF_COMPONENTS = "component_owners"

Approver = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:(?:user|group):[a-z0-9][a-zA-Z0-9._-]{0,62}|component_owners)$"
    ),
]
"""``user:`` or ``group:`` of the catalog, or whoever owns a component of the record."""

Part = Literal["author", "committers", "commander", "responders"]
"""A part in the change (its author, who committed to it) or in the incident."""

PARTS: tuple[Part, ...] = ("author", "committers", "commander", "responders")


class Approvals(Value):
    """So many people of these teams approve; someone who took part is not one of them."""

    approvals: int = Field(ge=1, le=20, description="How many people; one person counts once")
    from_: Items[Approver] = Field(alias="from", min_length=1, description="Who may approve")
    exclude: Items[Part] = Field(
        PARTS, description="Which part in the change or the incident excludes a person"
    )
    fallback: Items[Approver] = Field(
        (), description="Who may approve instead where everybody in `from` took part"
    )


class All(Value):
    """Every one of several requirements holds."""

    all: Items["Requirement"] = Field(min_length=1, max_length=8, description="What has to hold")


class Any_(Value):  # noqa: N801 - `Any` is typing's
    """One of several requirements holds."""

    any: Items["Requirement"] = Field(min_length=1, max_length=8, description="What may hold")


class AtLeast(Value):
    """So many of several requirements hold."""

    at_least: int = Field(ge=1, le=8, description="How many of them")
    of: Items["Requirement"] = Field(min_length=1, max_length=8, description="What may hold")


def _form(value: Any) -> str:
    """Which form a requirement has: the key that only this form knows, behind the mark."""
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    form = next((form for form in ("all", "any", "at_least") if form in keys), "approvals")
    return f"{FORM_MARK}{form}"


Requirement = Annotated[
    Annotated[Approvals, Tag(f"{FORM_MARK}approvals")]
    | Annotated[All, Tag(f"{FORM_MARK}all")]
    | Annotated[Any_, Tag(f"{FORM_MARK}any")]
    | Annotated[AtLeast, Tag(f"{FORM_MARK}at_least")],
    Discriminator(_form),
]
"""Who has to approve: one demand for approvals, or several that are joined."""


class When(Conditions):
    """Conditions on the record that a change is about; see ``Conditions``."""

    opened_by: Items[Who] = Field((), description="Who opened the incident")
    older_than: Duration | None = Field(None, description="Time since it was opened")
    origin: bool | None = Field(None, description="Whether it is of something that others ran")


class Ask(Value):
    """A question that a change of a record has to answer."""

    name: Text = Field(max_length=80, description="What it is about, shown to whoever waits for it")
    on: Items[Transition] = Field(min_length=1, description="The transitions that raise it")
    when: When = Field(When.model_construct(), description="Which records it is about")
    require: Requirement = Field(description="Who has to approve")


class ApprovalsRule(Value):
    """Questions in force from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    owners: Requirement = Field(
        description="Who approves what judges others: policies, catalog, site, tools, workflows"
    )
    asks: Items[Ask] = Field(
        (), description="Every one whose transitions and conditions fit counts"
    )


class ApprovalsPolicy(Policy):
    """Who has to approve which change."""

    rules: Items[ApprovalsRule] = Field(min_length=1, description="By the day they came into force")

    @property
    def required(self) -> Iterator[tuple[Route, Requirement]]:
        """Every requirement of every rule with its route, the joined ones with their parts."""
        for number, rule in enumerate(self.rules):
            yield from within(rule.owners, ("rules", number, "owners"))
            for place, ask in enumerate(rule.asks):
                yield from within(ask.require, ("rules", number, "asks", place, "require"))

    def on(self, day: date | None) -> ApprovalsRule:
        """The rule in force on a day."""
        rule = in_force(self.rules, day)
        assert rule is not None, "the model demands one rule at least"  # noqa: S101 - an invariant
        return rule


def within(requirement: Requirement, route: Route) -> Iterator[tuple[Route, Requirement]]:
    """A requirement and all that it is joined of, each with its route."""
    yield route, requirement
    for key, parts in _joined(requirement):
        for number, part in enumerate(parts):
            yield from within(part, (*route, key, number))


def _joined(requirement: Requirement) -> Iterator[tuple[str, tuple[Requirement, ...]]]:
    match requirement:
        case All(all=parts):
            yield "all", parts
        case Any_(any=parts):
            yield "any", parts
        case AtLeast(of=parts):
            yield "of", parts
