"""What every policy says of itself, and which of its rules was in force when."""

from collections.abc import Sequence, Set
from datetime import date
from typing import Protocol, TypeVar

from pydantic import Field

from wakebook.model.base import Text, Value, Who
from wakebook.model.moment import Moment


class Policy(Value):
    """A file below ``policies/``."""

    schema_: str = Field(alias="schema", description="Which policy this is: the file's stem")
    owner: Who = Field(description="Who answers for it")
    review_by: Moment = Field(description="When its thresholds are to be read again")
    summary: Text | None = Field(None, description="What it decides, for a reader")

    @property
    def words(self) -> Set[str]:
        """The words that it gives to records."""
        return frozenset()


class InForce(Protocol):
    """A rule of a policy that holds from a day on."""

    @property
    def from_(self) -> Moment:
        """The first day."""


R = TypeVar("R", bound=InForce)


def in_force(rules: Sequence[R], day: date | None) -> R | None:
    """The rule that was in force on a day: the latest whose ``from`` is not later.

    An unknown day is judged by the rule of today's file, the last one; a day before the first
    rule by the first.
    """
    ordered = sorted(rules, key=lambda rule: rule.from_.text)
    if not ordered:
        return None
    if day is None:
        return ordered[-1]
    past = [rule for rule in ordered if rule.from_.earliest and rule.from_.earliest.date() <= day]
    return past[-1] if past else ordered[0]
