"""Entries that prove, connect or put right."""

from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from wakebook.model.base import Items, Text, Value, Who
from wakebook.model.log.base import Entry
from wakebook.model.moment import Moment
from wakebook.model.restoration import is_restoration

Relation = Literal[
    "parent",
    "follow_up_of",
    "duplicate_of",
    "caused_by_change",
    "problem",
    "request",
    "ticket",
    "blocks",
    "child",
    "followed_by",
    "duplicated_by",
    "blocked_by",
]

INVERSE: dict[str, str] = {
    "parent": "child",
    "child": "parent",
    "follow_up_of": "followed_by",
    "followed_by": "follow_up_of",
    "duplicate_of": "duplicated_by",
    "duplicated_by": "duplicate_of",
    "blocks": "blocked_by",
    "blocked_by": "blocks",
    "caused_by_change": "caused_by_change",
    "problem": "problem",
    "request": "request",
    "ticket": "ticket",
}
"""Each relation as the other record writes it; the last four are the same from both sides."""


class Verification(Entry):
    """A restoration check was run (requirement 5.3)."""

    kind: Literal["verification"]
    check: Text = Field(description="Which check")
    result: Literal["passed", "failed"] = Field(description="What came out")
    passes: int | None = Field(None, ge=0, description="How many runs passed")
    of: int | None = Field(None, ge=1, description="Of how many runs")
    from_: Moment | None = Field(None, alias="from", description="First run")
    until: Moment | None = Field(None, description="Last run")
    commit: Text | None = Field(None, description="The commit id that was checked")


class Confirmation(Entry):
    """A named person confirms something; it counts only from that person's own account."""

    kind: Literal["confirmation"]
    who: Who = Field(description="Who confirms")
    of: Text = Field(description="What is confirmed, such as restoration")


def objection(proof: Verification | Confirmation) -> str:
    """Why a proof of restoration does not count, as what it does; nothing for one that counts.

    One that counts has evidence, or one of the catalog stands by it: the gate sees to it that those
    said so themselves, and nobody can ask anybody else. A confirmation of anything but the
    restoration is none.
    """
    if isinstance(proof, Confirmation) and not is_restoration(proof.of):
        return f"is of {proof.of[:60]!r} and not plainly of the restoration"
    who = proof.who if isinstance(proof, Confirmation) else proof.by
    if proof.evidence or (who or "").startswith(("user:", "group:")):
        return ""
    return "has no evidence and is by none of ours"


class Link(Entry):
    """This incident belongs to something else; links between incidents stand in both logs."""

    kind: Literal["link"]
    rel: Relation = Field(description="How it belongs")
    to: Text = Field(description="An incident's or problem's id, or a reference elsewhere")
    score: float | None = Field(None, ge=0, le=1, description="How sure a machine was, 0 to 1")


class Answer(Value):
    """One question of the responder survey, aggregated."""

    question: Text = Field(description="The question")
    n: int = Field(ge=1, description="How many answered")
    mean: float | None = Field(None, description="Mean of the scores")


class Feedback(Entry):
    """Aggregated answers of responders; single answers are never kept (requirement 7.5)."""

    kind: Literal["feedback"]
    answers: Items[Answer] = Field(description="Aggregated answers")
    themes: Items[Text] = Field((), description="What several people said")


class Correction(Entry):
    """Puts an earlier entry right without touching it; the latest recorded wins."""

    kind: Literal["correction"]
    corrects: Text = Field(description="The id of the entry: its file's stem, # and its position")
    retract: Literal[True] | None = Field(None, description="The entry is void")
    set: dict[str, Any] | None = Field(None, description="Fields and their right values")

    @model_validator(mode="after")
    def _one_of_both(self) -> "Correction":
        if (self.retract is None) == (self.set is None):
            raise PydanticCustomError("correction", "says neither or both of retract and set")
        return self
