"""Checks: synthetic transactions that tell whether a service works again (requirement 5.3).

They are facts about the organisation: entities of our own kind ``Check`` in ``catalog/``, beside
those of Backstage.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from wakebook.model.base import Duration, Items, Text, Value
from wakebook.model.catalog import Catalog, Entity
from wakebook.model.endpoint import HostName, Port, WebAddress

Plain = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
"""Text that is looked for as it stands; there are no patterns that could take for ever."""


class Spec(Value):
    """What every check says."""

    components: Items[Text] = Field(
        min_length=1, max_length=50, description="Components of the catalog that it tells of"
    )
    timeout: Duration | None = Field(
        None, description="The longest time for one run; the policy's if absent"
    )


class HttpCheck(Spec):
    """Asks a web address and looks at the answer."""

    type: Literal["http"] = Field(description="A request by HTTP")
    url: WebAddress = Field(description="What is asked for")
    method: Literal["GET", "HEAD"] = Field("GET", description="How it is asked for")
    status: int = Field(200, ge=200, le=599, description="The status that has to come back")
    contains: Items[Plain] = Field((), max_length=20, description="Texts that its body holds")
    lacks: Items[Plain] = Field((), max_length=20, description="Texts that its body does not hold")
    within_ms: int | None = Field(
        None, ge=1, le=600_000, description="The longest time to the whole answer, milliseconds"
    )
    certificate_days: int | None = Field(
        None, ge=0, le=400, description="For how many days more its certificate has to be valid"
    )
    redirects: int = Field(
        3, ge=0, le=5, description="How many redirects are followed, on the same host alone"
    )


class DnsCheck(Spec):
    """Asks for the records of a name."""

    type: Literal["dns"] = Field(description="A question by DNS")
    name: HostName = Field(description="The name that is asked for")
    record: Literal["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"] = Field(
        "A", description="The type of its records"
    )
    values: Items[Plain] = Field(
        (), max_length=50, description="All records there have to be; any if absent"
    )
    server: HostName | None = Field(
        None, description="Whom to ask; the resolver of the machine if absent"
    )
    port: Port = Field(53, description="The port of that server")


class TcpCheck(Spec):
    """Opens a connection."""

    type: Literal["tcp"] = Field(description="A connection by TCP")
    host: HostName = Field(description="Where to")
    port: Port = Field(description="The port there")
    banner: Plain | None = Field(None, description="Text in what is said there first")


class Step(Value):
    """One step in a browser: exactly one of go, click, fill and see."""

    go: Plain | None = Field(None, description="Open an address, or a path of the check's host")
    click: Plain | None = Field(None, description="Click the button or link of this name")
    fill: Plain | None = Field(None, description="Fill the field of this label")
    with_: Plain | None = Field(None, alias="with", description="What to fill in; never a secret")
    see: Plain | None = Field(None, description="Wait until this text can be seen")

    @model_validator(mode="after")
    def _one_deed(self) -> "Step":
        given = [deed for deed in (self.go, self.click, self.fill, self.see) if deed is not None]
        if len(given) != 1:
            raise PydanticCustomError("step", "a step is one of go, click, fill and see")
        if (self.fill is None) != (self.with_ is None):
            raise PydanticCustomError("step", "fill and with belong together")
        return self


class BrowserCheck(Spec):
    """Walks through pages as a person would, in Chromium."""

    type: Literal["browser"] = Field(description="A journey in a browser")
    url: WebAddress = Field(description="Where it begins")
    steps: Items[Step] = Field(min_length=1, max_length=50, description="What is done and seen")
    hosts: Items[HostName] = Field(
        (), max_length=20, description="Other hosts that its pages load from, by https"
    )


FORMS: dict[str, type[Spec]] = {
    "browser": BrowserCheck,
    "dns": DnsCheck,
    "http": HttpCheck,
    "tcp": TcpCheck,
}
"""What a check may say, by its ``type``."""


@dataclass(frozen=True)
class Check:
    """A check of the catalog that can be run."""

    name: str
    title: str
    spec: Spec

    @property
    def type(self) -> str:
        """Its form, such as ``http``."""
        return next(name for name, form in FORMS.items() if isinstance(self.spec, form))

    @property
    def digest(self) -> str:
        """The SHA-256 of what it says, which evidence of its runs holds."""
        spec = self.spec.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
        text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_check(entity: Entity) -> bool:
    """Whether an entity is a check, whatever it says."""
    return entity.kind == "Check"


def checks_of(catalog: Catalog) -> Iterator[Check]:
    """The checks that say what they mean, in the order of the catalog."""
    for entity in catalog.entities:
        form = FORMS.get(str(entity.spec.get("type"))) if is_check(entity) else None
        if form is None:
            continue
        try:
            yield Check(entity.name, entity.title, form.model_validate(entity.spec))
        except ValueError:
            continue
