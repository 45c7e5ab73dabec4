"""``policies/wording.yaml``: at which impact the public reads approved words alone, and which.

Legal and PR approve a template once, by its content; an incident then waits for nobody. Whatever
else is to be said at such an impact waits for a ``release`` of this very text by every part.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from wakebook.model.base import Digest, Items, Slug, Text, Value, Who
from wakebook.model.header import IncidentKind
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force

TemplateName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,98}\.j2$")]
"""A file name below ``policies/templates/``, such as ``investigating.j2``."""


class Severe(Value):
    """The incidents of which the public reads approved words alone."""

    severity: Items[Text] = Field((), description="Levels at which words are held; none, if empty")
    kind: Items[IncidentKind] = Field(("incident",), description="Kinds of record")


class Part(Value):
    """A part that has to agree to every word, such as legal."""

    as_: Slug = Field(alias="as", description="The part, such as legal or pr")
    from_: Items[Who] = Field(alias="from", min_length=1, description="Whose people have it")


class WordingRule(Value):
    """What is held from a day on, and who sets it free."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    when: Severe = Field(description="Which incidents it is about")
    audience: Literal["public"] = Field("public", description="Who reads approved words alone")
    parts: Items[Part] = Field(
        min_length=1, max_length=8, description="All of them agree to a template or a text"
    )
    own_words: bool = Field(
        default=False, description="Whether somebody may release a text of their own"
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The parts by name."""
        return tuple(part.as_ for part in self.parts)

    def given_by(self, part: str) -> tuple[str, ...] | None:
        """The teams and people that have a part; None where there is no such part."""
        return next((each.from_ for each in self.parts if each.as_ == part), None)


class Agreed(Value):
    """Somebody agreed, as one of the parts."""

    as_: Slug = Field(alias="as", description="The part that they had")
    who: Who = Field(description="Who agreed")


class ApprovedTemplate(Value):
    """A template that was approved at one content."""

    template: TemplateName = Field(description="File name below policies/templates/")
    digest: Digest = Field(description="SHA-256 digest of the file that was read")
    at: Moment = Field(description="When it was approved")
    by: Items[Agreed] = Field(min_length=1, description="Who approved it, and as which part")


class WordingPolicy(Policy):
    """Which words are approved, and where the public reads no others."""

    rules: Items[WordingRule] = Field(min_length=1, description="By the day they came into force")
    approved: Items[ApprovedTemplate] = Field((), description="Templates at their content")

    def on(self, day: date | None) -> WordingRule:
        """The rule in force on a day."""
        rule = in_force(self.rules, day)
        assert rule is not None, "the model demands one rule at least"  # noqa: S101 - an invariant
        return rule

    def began(self, day: date) -> bool:
        """Whether any rule was in force already on a day."""
        first = min(
            (rule.from_.earliest.date() for rule in self.rules if rule.from_.earliest), default=None
        )
        return first is not None and first <= day

    def agreed(self, template: str, digest: str) -> frozenset[str]:
        """The parts that approved a template at a content."""
        same = (a for a in self.approved if (a.template, a.digest) == (template, digest))
        return frozenset(one.as_ for each in same for one in each.by)
