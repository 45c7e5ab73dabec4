"""``policies/tests/*.yaml``: cases that say what the gate has to make of a change.

A case tells of a change as a person would. People are those of the catalog, or members of a team
that are made up for the case, so that a case outlives who works here today. What a case does not
say of a record is not known, and what is not known is taken for the worst, as the gate does.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from wakebook.model.base import (
    ANYBODY,
    ONE,
    PARTY,
    Audience,
    Duration,
    Items,
    RuleCode,
    Text,
    Value,
)
from wakebook.model.finding import Route
from wakebook.model.gate.facts import State
from wakebook.model.gate.matter import Transition
from wakebook.model.header import IncidentKind
from wakebook.model.moment import Moment

One = Annotated[str, StringConstraints(pattern=ONE)]
"""An account: somebody of the catalog, a made-up member of a team, a stranger or a bot."""

Anybody = Annotated[str, StringConstraints(pattern=ANYBODY)]
"""An account, or ``unknown`` where the host does not know whose it is."""

Party = Annotated[str, StringConstraints(pattern=PARTY)]
"""Whoever can have a part in an incident: a person, a whole team, or a made-up member of one."""

Expected = Literal["met", "not-needed", "waiting", "unknown", "refused"]
"""What is to become of a change; only with the first two it may be merged."""


class CaseReview(Value):
    """What somebody says of the change."""

    by: One = Field(description="Who: user:NAME, member:TEAM, stranger or bot")
    says: State = Field(description="Their judgement, in the words of GitHub's reviews")
    of: Literal["head", "older"] = Field(
        "head", description="Whether they judged what would be merged, or an older commit"
    )


class CaseConsent(Value):
    """Somebody is said to agree to a template or a text, see policies/wording.yaml."""

    as_: Text = Field(alias="as", description="As which part, such as legal")
    who: One = Field(description="Who is said to agree")
    from_: Items[Text] = Field((), alias="from", description="Whose people have the part")


class CaseRecord(Value):
    """A record and what the change does to it."""

    did: Items[Transition] = Field(min_length=1, description="What the change does to it")
    severity: Items[Text] = Field((), description="Levels that it ever had")
    components: Items[Text] = Field((), description="Components of the catalog")
    owner: Party | None = Field(None, description="Owner of a component made up for the case")
    tier: Text | None = Field(None, description="Tier of a component made up for the case")
    risk: Text | None = Field(None, description="Risk of a component made up for the case")
    audience: Items[Audience] = Field((), description="Its audience, before and after")
    kind: Items[IncidentKind] = Field((), description="Its kind, before and after")
    opened_by: Party | None = Field(None, description="Who opened it")
    age: Duration | None = Field(None, description="How long ago it was opened")
    commander: Party | None = Field(None, description="Who led it")
    took_part: Items[Party] = Field((), description="Who wrote in its log")
    quotes: Items[Party] = Field((), description="Who is said to have made its new entries")
    origin: bool = Field(False, description="Whether it is of something that others ran")
    tickets: dict[str, Literal["open", "closed", "unknown"]] = Field(
        default_factory=dict, description="Issues of a forge that it is linked to, and their state"
    )


class PolicyCase(Value):
    """A change, and what is to become of it."""

    case: Text = Field(max_length=120, description="What it shows, in a few words")
    author: Anybody = Field("stranger", description="Who proposes the change; nobody listed")
    committers: Items[Anybody] | None = Field(
        None, description="Who has a part in its commits; the author if absent"
    )
    incident: CaseRecord | None = Field(None, description="The record that it changes")
    incidents: Items[CaseRecord] = Field((), description="More records that it changes")
    paths: Items[Text] = Field((), description="What it changes of that which judges others")
    reviews: Items[CaseReview] = Field((), description="Who says what of it, the latest last")
    held: Text | None = Field(None, description="Why it is not up for a merge at all")
    missing: Items[Text] = Field((), description="What the host did not tell")
    conflicts: Items[Text] = Field((), description="Paths that do not merge")
    overtaken: Items[Text] = Field(
        (), description="Records that it ends and that the target branch has changed since it left"
    )
    sealed: Items[Text] = Field((), description="Sealed records that no key here opens")
    shadows: Items[Text] = Field((), description="Files that would stand in for a judge")
    consents: Items[CaseConsent] = Field((), description="Who is said to agree to which words")
    unread: Items[Text] = Field(
        (), description="Policies about ends that cannot be read on the target branch"
    )
    on: Moment | None = Field(
        None, description="The day it is judged on; the day of the policy's last rule if absent"
    )
    expect: Expected = Field(description="What is to become of it")
    because: RuleCode | None = Field(None, description="A condition that has to be unmet")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.records or self.paths or self.conflicts):
            sentence = "it changes nothing; add incident, paths or conflicts"
            raise PydanticCustomError("case", "{why}", {"why": sentence})
        if self.because and self.expect in ("met", "not-needed"):
            sentence = f"nothing is unmet where {self.expect} is expected; leave `because` out"
            raise PydanticCustomError("case", "{why}", {"why": sentence})
        return self

    @property
    def placed(self) -> dict[Route, CaseRecord]:
        """Every record that the change touches, by its place within the case."""
        several: dict[Route, CaseRecord] = {
            ("incidents", number): record for number, record in enumerate(self.incidents)
        }
        return several if self.incident is None else {("incident",): self.incident, **several}

    @property
    def records(self) -> tuple[CaseRecord, ...]:
        """Every record that the change touches."""
        return tuple(self.placed.values())

    @property
    def named(self) -> dict[Route, str]:
        """Everybody whom it names, by the place within the case."""
        found: dict[Route, str | None] = {("author",): self.author}
        found |= {("committers", n): who for n, who in enumerate(self.committers or ())}
        found |= {("reviews", n, "by"): said.by for n, said in enumerate(self.reviews)}
        found |= {("consents", n, "who"): said.who for n, said in enumerate(self.consents)}
        for place, record in self.placed.items():
            parties = ("owner", "opened_by", "commander")
            found |= {(*place, key): getattr(record, key) for key in parties}
            for key in ("took_part", "quotes"):
                found |= {(*place, key, n): who for n, who in enumerate(getattr(record, key))}
        return {place: who for place, who in found.items() if who is not None}


@dataclass(frozen=True)
class PolicyCases:
    """The cases of one file by their position in it, from 0; broken ones are left out."""

    name: str
    cases: dict[int, PolicyCase]

    @cached_property
    def path(self) -> str:
        """The file's path in the repository."""
        return f"policies/tests/{self.name}.yaml"
