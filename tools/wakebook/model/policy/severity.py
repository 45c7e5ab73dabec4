"""``policies/severity.yaml``: levels, and the matrix of impact and urgency that gives them.

The matrix is ITIL 4's priority matrix (incident management practice); its words are the policy's.
"""

from collections.abc import Set
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from wakebook.model.base import Items, Slug, Text, Value
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force


class Level(Value):
    """One severity level."""

    id: Text = Field(max_length=20, description="The word that records use")
    title: Text = Field(description="The level's name for a reader")
    description: Text | None = Field(None, description="When it applies")
    major: bool = Field(False, description="Whether such an incident is major")
    statuspage: Literal["none", "minor", "major", "critical"] = Field(
        "minor", description="Statuspage's impact word"
    )
    replaced_by: Text | None = Field(None, description="Deprecated: the level to use instead")


class Factor(Value):
    """One row or column of the matrix."""

    id: Slug = Field(description="The word that records use")
    title: Text = Field(description="Its name for a reader")
    description: Text | None = Field(None, description="When it applies")


class SeverityRule(Value):
    """Levels and matrix in force from a day on; levels stand from most to least severe."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    levels: Items[Level] = Field(min_length=1, description="From most to least severe")
    impacts: Items[Factor] = Field(min_length=1, description="Rows of the matrix")
    urgencies: Items[Factor] = Field(min_length=1, description="Columns of the matrix")
    matrix: dict[str, dict[str, str]] = Field(description="impact, then urgency: the level")

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Each level's place, 0 for the most severe."""
        return {level.id: rank for rank, level in enumerate(self.levels)}

    def level(self, impact: str, urgency: str) -> str | None:
        """The level that the matrix gives, or None outside of it."""
        return self.matrix.get(impact, {}).get(urgency)


class SeverityPolicy(Policy):
    """How severe an incident is, from its impact on the business and its urgency."""

    rules: Items[SeverityRule] = Field(min_length=1, description="By the day they came into force")

    @property
    def words(self) -> Set[str]:
        """The levels."""
        return self.ranks.keys()

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place of every level that ever was, 0 for the most severe; later rules win."""
        return {level: rank for rule in self.rules for level, rank in rule.ranks.items()}

    def on(self, day: date | None) -> SeverityRule:
        """The rule in force on a day."""
        rule = in_force(self.rules, day)
        assert rule is not None, "the model demands one rule at least"  # noqa: S101 - an invariant
        return rule
