"""What all values share: frozen, strict, no unknown keys; and the small types they are made of."""

import re
from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.types import Strict
from pydantic_core import PydanticCustomError

from wakebook.model.moment import Moment

T = TypeVar("T")


class Value(BaseModel):
    """A frozen value read from a file; an unknown key is refused, no type is converted."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        defer_build=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )


FORM_MARK = "\0"
"""Begins the name of a value's form in pydantic's places, and no key: no file may hold it."""


def fault_at(kind: str, why: str, *route: str | int) -> PydanticCustomError:
    """What a validator of a whole value raises about one place in it: the keys that lead there."""
    return PydanticCustomError(kind, "{why}", {"why": why, "route": route})


Items = Annotated[tuple[T, ...], Strict(False)]
"""A list in a file, a tuple in memory."""

_TEXT = r"\S"
_SLUG = r"^[a-z0-9][a-z0-9._-]{0,126}$"
_URL = r"^https?://[^\s<>\x22'\\]{1,2000}$"
_DIGEST = r"^[0-9a-f]{64}$"
_INCIDENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9][a-z0-9._-]{0,99}$"
_WHO = (
    r"^(?:(?:user|group|vendor|system):[a-z0-9][a-zA-Z0-9._-]{0,62}"
    r"|external: ?\S.{0,199})$"
)
_MEMBER = r"member:[a-z0-9](?:[a-zA-Z0-9._-]{0,46}[a-zA-Z0-9])?(?:/[1-9][0-9]?)?"
ONE = rf"^(?:user:[a-z0-9][a-zA-Z0-9._-]{{0,62}}|{_MEMBER}|stranger|bot)$"
"""An account in a case of a policy's tests; ``member:team`` is a member that is made up."""
ANYBODY = f"{ONE[:-2]}|unknown)$"
"""The same, or an account that the host does not know."""
PARTY = rf"^(?:(?:user|group|vendor|system):[a-z0-9][a-zA-Z0-9._-]{{0,62}}|{_MEMBER})$"
"""Somebody with a part in an incident, in a case of a policy's tests."""
_CATEGORY = r"^[a-z0-9-]+(?:/[a-z0-9-]+)*$"
_RULE = r"^WB[0-9]{4}$"
FORMS = {
    _TEXT: "say something, or leave the key out",
    _SLUG: "write lower-case letters, digits, dots and hyphens, such as checkout-503",
    _URL: "write an address that begins with https://",
    _DIGEST: "write the SHA-256 digest of the file, as `sha256sum` prints it",
    _INCIDENT: "write an incident's id, such as 2026-11-23-checkout-errors",
    _WHO: "write user:, group:, vendor: or system: with a name, or external: with any words",
    ONE: "write user:NAME, member:TEAM (one of it, made up), stranger or bot",
    ANYBODY: "write user:NAME, member:TEAM (one of it, made up), stranger, bot or unknown",
    PARTY: "write user:, group:, vendor: or system: with a name, or member:TEAM (one of it)",
    _CATEGORY: "write the path of a category, such as network/dns",
    _RULE: "write the code of a rule, such as WB0601",
}
"""What to write where a text has to have a form, by the form's pattern."""

Text = Annotated[str, StringConstraints(min_length=1, pattern=_TEXT)]
"""Text that holds more than blanks."""

Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
"""A lower-case ASCII name of a file, reference or term."""

Url = Annotated[str, StringConstraints(pattern=_URL)]
"""An absolute http or https address."""

Digest = Annotated[str, StringConstraints(pattern=_DIGEST)]
"""A SHA-256 digest in lower-case hexadecimal."""

IncidentId = Annotated[str, StringConstraints(pattern=_INCIDENT)]
"""A date and a slug: the name of an incident's folder, never recomputed and never reused."""

Who = Annotated[str, StringConstraints(pattern=_WHO)]
"""``user: group: vendor:`` name a catalog entry; ``system:`` a machine; ``external:`` anyone."""

CategoryName = Annotated[str, StringConstraints(pattern=_CATEGORY)]
"""A path in the taxonomy, such as ``network/dns``."""

RuleCode = Annotated[str, StringConstraints(pattern=_RULE)]
"""A rule's code, such as ``WB5301``."""

Audience = Literal["public", "staff", "restricted"]
"""Who may read; ordered from widest to narrowest."""

AUDIENCES: tuple[Audience, ...] = ("public", "staff", "restricted")

_DURATION = re.compile(
    r"P(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?"
)
_MOST_DIGITS = 18
"""Of each number in a duration: longer than the world stands, and short enough to count with."""

_UNITS = (604_800, 86_400, 3_600, 60, 1)


def parts(duration: str) -> tuple[int, ...]:
    """Weeks, days, hours, minutes and seconds of an ISO 8601 duration; raises ValueError."""
    match = _DURATION.fullmatch(duration)
    if match is None or duration[-1] in "PT":
        raise ValueError(f"{duration[:40]!r} is no duration such as PT1H30M")
    if any(len(number or "") > _MOST_DIGITS for number in match.groups()):
        raise ValueError(f"{duration[:20]!r}... is too long; write at most {_MOST_DIGITS} digits")
    return tuple(int(number) for number in match.groups("0"))


@cache
def seconds(duration: str) -> int:
    """The length of an ISO 8601 duration in seconds; a day counts 24 hours."""
    return sum(n * unit for n, unit in zip(parts(duration), _UNITS, strict=True))


def _duration(text: str) -> str:
    try:
        seconds(text)
    except ValueError as error:
        raise PydanticCustomError("duration", "{why}", {"why": str(error)}) from None
    return text


Duration = Annotated[str, AfterValidator(_duration)]
"""An ISO 8601 duration of weeks, days, hours, minutes and seconds, such as ``PT1H30M``."""


def narrowest(*levels: Audience) -> Audience:
    """The narrowest of the audiences given; ``public`` for none."""
    return max(levels, key=AUDIENCES.index, default="public")


class Evidence(Value):
    """A file beside the log that an entry points at, held by its SHA-256 digest."""

    path: str = Field(description="Path inside the incident's folder, below evidence/")
    sha256: Digest = Field(description="SHA-256 digest of the file")


class Reference(Value):
    """A pointer to something in another system."""

    system: Text = Field(description="The other system, such as jira, github or postmortem")
    id: Text = Field(description="The id that the other system gave")
    url: Url | None = Field(None, description="Where a person can read it")


class Origin(Value):
    """Where a record of something that we did not run comes from."""

    system: Text = Field(description="The source, such as cstate, statuspage or a company's name")
    id: Text = Field(description="The source's own id, so that a second import finds this record")
    url: Url | None = Field(None, description="Where a person can read the source")


class Waiver(Value):
    """A reasoned exception from one rule; the approver is proven by the gate, never written."""

    rule: RuleCode = Field(description="The rule that is not to hold here")
    route: str | None = Field(
        None,
        description="The place it is waived for, such as timeline/<entry id>/at; all if absent",
    )
    reason: Text = Field(description="Why the rule is not to hold")
    by: Who = Field(description="Who asks for it")
    until: Moment | None = Field(None, description="When it ends")


class Stated(Value):
    """A figure that the source itself claims; it is shown beside the computed one."""

    measure: Text = Field(description="What is measured, in the source's words")
    value: Text = Field(description="ISO 8601 duration or the source's own words")
    clock: Text = Field("wall", description="wall, or the hours that the source counts")
    as_written: Text | None = Field(None, description="The source's own words")
