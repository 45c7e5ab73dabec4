"""``policies/measures.yaml``: what each figure means: its start, end and clock, and what counts.

The names follow ITIL 4 (service level management, incident management) and the Google SRE book;
each definition says itself what it counts, so that a figure can be disputed and not only believed.
"""

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from wakebook.model.base import FORM_MARK, Items, Slug, Text, Value, fault_at
from wakebook.model.base import Duration as Length
from wakebook.model.header import IncidentKind
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force

Milestone = Literal[
    "started",
    "detected",
    "declared",
    "acknowledged",
    "triaged",
    "identified",
    "mitigated",
    "resolved",
    "closed",
    "completed",
    "postmortem",
]
"""A point of an incident; ``postmortem`` is when its post-mortem was published."""

Statistic = Literal["mean", "median", "p90"]
WALL = "wall"
"""All hours count."""
OWNERS = "owners"
"""The hours of the team that owns the first component of an incident that has an owner with some;
all hours where there is none."""


class _Figure(Value):
    """What every definition says."""

    name: Slug = Field(description="Its short name, such as mttr")
    title: Text = Field(description="Its name for a reader")
    text: Text = Field(description="What it tells, in a sentence")
    source: Text | None = Field(None, description="Whose definition it follows")
    kinds: Items[IncidentKind] = Field(
        ("incident",), min_length=1, description="Kinds of record that count"
    )
    better: Literal["lower", "higher"] | None = Field(
        None, description="Which way is an improvement, if one is"
    )


class _Timed(_Figure):
    """What every definition of a length of time says."""

    clock: Text = Field(
        WALL,
        description=(
            "Which hours count: `wall` for all, `owners` for those of the team that owns its "
            "components, or the name of a Calendar of the catalog"
        ),
    )
    round: Length = Field("PT1M", description="To what a length is rounded, half of it upwards")
    precise_to: Length = Field("PT2H", description="How wide a length may be that still counts")
    imprecise: Literal["left_out", "bounded"] = Field(
        "left_out",
        description=(
            "Lengths that are known worse: left out and counted, or taken as they stand, and the "
            "figure told with the least and the most that it can be"
        ),
    )
    zero: Literal["left_out", "counted"] = Field(
        "left_out",
        description="Lengths of nothing, which records written in retrospect have",
    )
    headline: Statistic = Field("median", description="The statistic that the interval is of")


class DurationFigure(_Timed):
    """The time from one point of an incident to another one, such as the time to resolve it."""

    figure: Literal["duration"]
    start: Items[Milestone] = Field(
        min_length=1, description="Where it begins: the first of these that was reached"
    )
    end: Items[Milestone] = Field(min_length=1, description="Where it ends, likewise")
    stated: Items[Text] = Field(
        (), description="What sources call this figure where they state it themselves"
    )


class BetweenFigure(_Timed):
    """The time from the end of an incident to the beginning of the next one of its component."""

    figure: Literal["between"]
    start: Items[Milestone] = Field(("resolved",), description="The end of the one")
    end: Items[Milestone] = Field(("started", "detected", "declared"), description="The next one")


class CountFigure(_Figure):
    """How many incidents there were."""

    figure: Literal["count"]


class Words(Value):
    """What a thing has to be; any word of a list will do, and each list that is given counts."""

    detected_by: Items[Text] = Field((), description="Who noticed first; of incidents")
    reopened: Items[bool] = Field((), description="Whether it was reopened; of incidents")
    severity: Items[Text] = Field((), description="The severity: the worst one of incidents")
    in_time: Items[bool] = Field((), description="Whether it was soon enough; of updates")
    overdue: Items[bool] = Field((), description="Whether its day has passed; of actions")
    status: Items[Text] = Field((), description="How far it is; of actions")

    @property
    def given(self) -> tuple[str, ...]:
        """The words that something has to be one of."""
        return tuple(name for name in type(self).model_fields if getattr(self, name))


_WORDS = {
    "incidents": ("detected_by", "reopened", "severity"),
    "actions": ("status", "overdue"),
    "updates": ("in_time", "severity"),
}
"""What can be said of what."""


class ShareFigure(_Figure):
    """The share of some things that are so."""

    figure: Literal["share"]
    of: Literal["incidents", "actions", "updates"] = Field("incidents", description="Of what")
    among: Words = Field(Words.model_construct(), description="Which are asked; all if absent")
    yes: Words = Field(description="Which of them are so")

    @model_validator(mode="after")
    def _words_fit(self) -> "ShareFigure":
        for key, words in (("among", self.among), ("yes", self.yes)):
            strange = next((w for w in words.given if w not in _WORDS[self.of]), None)
            if strange is not None:
                why = f"{strange} says nothing of {self.of}; write {' or '.join(_WORDS[self.of])}"
                raise fault_at("measures", why, key, strange)
        if not self.yes.given:
            raise fault_at("measures", "yes says nothing; write what is so", "yes")
        return self


class Target(Value):
    """How long something may take; the first whose words fit an incident is the one."""

    severity: Items[Text] = Field((), description="Levels, of which its worst is one")
    tier: Items[Text] = Field((), description="`wakebook.dev/tier` of a component of it")
    within: Length = Field(description="The longest time that keeps the promise")


class WithinFigure(_Figure):
    """The share of incidents in which another figure keeps its target (an SLA, an SLO).

    One that goes on misses it as soon as that has passed, and is left out before.
    """

    figure: Literal["within"]
    measure: Slug = Field(description="The figure of lengths that is compared")
    targets: Items[Target] = Field(min_length=1, description="The first that fits counts")


_FIGURES = ("duration", "between", "count", "share", "within")


def _figure(value: Any) -> str | None:
    """Which definition a value is, by its key ``figure``."""
    word = value.get("figure") if isinstance(value, dict) else getattr(value, "figure", None)
    return f"{FORM_MARK}{word}" if word in _FIGURES else None


Definition = Annotated[
    Annotated[DurationFigure, Tag(f"{FORM_MARK}duration")]
    | Annotated[BetweenFigure, Tag(f"{FORM_MARK}between")]
    | Annotated[CountFigure, Tag(f"{FORM_MARK}count")]
    | Annotated[ShareFigure, Tag(f"{FORM_MARK}share")]
    | Annotated[WithinFigure, Tag(f"{FORM_MARK}within")],
    Discriminator(
        _figure,
        custom_error_type="figure",
        custom_error_message=f"is no definition: write figure: and one of {', '.join(_FIGURES)}",
    ),
]
Timed = DurationFigure | BetweenFigure
AnyFigure = DurationFigure | BetweenFigure | CountFigure | ShareFigure | WithinFigure


class MeasuresRule(Value):
    """Definitions in force from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    confidence: float = Field(0.95, gt=0.5, lt=1, description="Of every interval")
    seed: int = Field(1, ge=0, le=2**31, description="Of what is drawn at random")
    resamples: int = Field(
        1_000, ge=100, le=10_000, description="Of a mean's bootstrap, and of a test by shuffles"
    )
    measures: Items[Definition] = Field(min_length=1, description="The definitions, in their order")

    @cached_property
    def by_name(self) -> dict[str, AnyFigure]:
        """The definitions by name."""
        return {each.name: each for each in self.measures}

    @model_validator(mode="after")
    def _names_lead_somewhere(self) -> "MeasuresRule":
        lengths = [each.name for each in self.measures if isinstance(each, DurationFigure)]
        for number, each in enumerate(self.measures):
            if any(each.name == other.name for other in self.measures[:number]):
                why = "another definition above has this name; give one of them another name"
                raise fault_at("measures", why, "measures", number, "name")
            if isinstance(each, WithinFigure) and each.measure not in lengths:
                known = f"write {' or '.join(lengths)}" if lengths else "define one"
                why = f"no duration of these definitions has this name; {known}"
                raise fault_at("measures", why, "measures", number, "measure")
        return self


class MeasuresPolicy(Policy):
    """What each figure means."""

    rules: Items[MeasuresRule] = Field(min_length=1, description="By the day they came into force")

    def on(self, day: date | None) -> MeasuresRule:
        """The definitions in force on a day: one report is made by one set of them."""
        rule = in_force(self.rules, day)
        assert rule is not None, "the model demands one rule at least"  # noqa: S101 - an invariant
        return rule
