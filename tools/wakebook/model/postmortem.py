"""Post-mortems and action items: what was learned, and what is to change."""

import posixpath
import re
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from wakebook.model.base import (
    Audience,
    Digest,
    IncidentId,
    Items,
    Reference,
    Stated,
    Text,
    Value,
    Waiver,
    Who,
)
from wakebook.model.moment import Moment
from wakebook.model.sections import Section, sections, without_comments

HINTS = frozenset({"factors"})
"""Blocks of a draft with which a section begins and is not written yet: only people find causes."""


class PostmortemHeader(Value):
    """The front matter of ``postmortem.md``."""

    incidents: Items[IncidentId] = Field(min_length=1, description="The incidents it is about")
    authors: Items[Who] = Field((), description="Who wrote it")
    audience: Audience = Field("staff", description="Who may read it")
    title: Text | None = Field(None, description="A title, where the incident's does not do")
    published: Moment | None = Field(None, description="When it was published")
    stated: Items[Stated] = Field((), description="Figures that the source itself claims")
    tags: Items[Text] = Field((), description="Free words to find it by")
    imported: Digest | None = Field(
        None, description="Of the body as it was imported; an import replaces no other body"
    )
    audiences: dict[str, Audience] | None = Field(
        None, description="Single fields that are narrower than the post-mortem"
    )
    waivers: Items[Waiver] = Field((), description="Reasoned exceptions from rules")


@dataclass(frozen=True)
class Postmortem:
    """``postmortems/<year>/<id>/postmortem.md``: front matter and the body in Markdown."""

    id: str
    header: PostmortemHeader
    body: str

    @property
    def prose(self) -> str:
        """The body for readers: without comments."""
        return without_comments(self.body)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The body's level-2 sections in their order."""
        return tuple(sections(self.body))


class ActionItem(Value):
    """``actions/<slug>.yaml``: one thing to change, with an owner and a date (requirement 6.3)."""

    title: Text = Field(max_length=200, description="What is to be done")
    owner: Who | None = Field(None, description="Who does it")
    due: Moment | None = Field(None, description="By when")
    kind: Literal["mitigate", "prevent", "detect", "document", "train"] = Field(
        description="What it is good for"
    )
    priority: Literal["high", "medium", "low"] = Field("medium", description="How urgent it is")
    blocking: bool = Field(False, description="Whether the incident may not close before it")
    status: Literal["open", "in_progress", "done", "dropped"] = Field(
        "open", description="How far it is"
    )
    text: Text | None = Field(None, description="Details, in Markdown")
    changes: Items[Text] = Field((), description="Paths or addresses that it changes")
    references: Items[Reference] = Field((), description="Where it is tracked elsewhere")
    audience: Audience | None = Field(None, description="Who may read it; the incident's if absent")
    legacy: bool = Field(False, description="Imported without owner or date")
    waivers: Items[Waiver] = Field((), description="Reasoned exceptions from rules")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status in ("open", "in_progress")


@dataclass(frozen=True)
class Action:
    """An action item with its id, ``<incident id>/<file stem>``."""

    id: str
    item: ActionItem

    @property
    def incident(self) -> str:
        """The incident that it came from."""
        return self.id.partition("/")[0]

    @property
    def path(self) -> str:
        """Where its file lies."""
        incident, _, stem = self.id.partition("/")
        return f"postmortems/{incident[:4]}/{incident}/actions/{stem}.yaml"


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def is_elsewhere(change: str) -> bool:
    """Whether what an action changes is an address, of any scheme (RFC 3986), and no path here."""
    return _ADDRESS.match(change) is not None


NOWHERE = (
    "leads to nothing in this repository; name a file or folder below this one, or an address, or "
    "begin with a slash for the repository's top"
)
"""What is wrong with a path that leads nowhere, and the next step."""


def place(change: str) -> str | None:
    """Where a path that an action changes leads, in its shortest form; None for nowhere in here.

    It is told from the folder of the records or, with a slash at its beginning, from the top of the
    repository; what stands behind ``#`` is a place within the file. The whole of either is nowhere.
    """
    name = change.partition("#")[0].strip()
    inner = posixpath.normpath(name.lstrip("/")) if name.strip("/") else "."
    if inner.partition("/")[0] in (".", "..") or "\0" in name or "\n" in name:
        return None
    return f"/{inner}" if name[0] == "/" else inner
