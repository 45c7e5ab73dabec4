"""Runbooks: Markdown with a short front matter and, where useful, executable steps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from wakebook.model.base import Audience, CategoryName, Items, Text, Value, Waiver, Who
from wakebook.model.incident import Incident
from wakebook.model.log import Action
from wakebook.model.moment import Moment
from wakebook.model.sections import Section, sections


class RunbookHeader(Value):
    """The front matter of ``runbooks/<name>.md``."""

    title: Text = Field(max_length=200, description="What it helps with")
    owner: Who = Field(description="Who keeps it right")
    review_by: Moment | None = Field(None, description="When it is to be read again")
    audience: Audience = Field("staff", description="Who may read it")
    components: Items[Text] = Field((), description="Components of the catalog")
    categories: Items[CategoryName] = Field((), description="Categories of the taxonomy")
    tags: Items[Text] = Field((), description="Free words to find it by")
    waivers: Items[Waiver] = Field((), description="Reasoned exceptions from rules")


@dataclass(frozen=True)
class Runbook:
    """``runbooks/<id>.md``."""

    id: str
    header: RunbookHeader
    body: str

    @property
    def sections(self) -> tuple[Section, ...]:
        """The body's level-2 sections in their order."""
        return tuple(sections(self.body))


_PATH = re.compile(r"runbooks/([^/#]+)\.md(?:#.*)?")


def path_of(name: str) -> str:
    """The path of a runbook, by which log entries and action items name it."""
    return f"runbooks/{name}.md"


def named_by(path: str) -> str | None:
    """The runbook that a path, perhaps with an anchor, leads to; None for any other path."""
    match = _PATH.fullmatch(path)
    return match[1] if match else None


def used(incident: Incident) -> tuple[str, ...]:
    """The runbooks that an incident was worked on with: tools of its actions, and references."""
    return tuple(dict.fromkeys(name for tool in _tools(incident) if (name := named_by(tool))))


def _tools(incident: Incident) -> Iterator[str]:
    for line in incident.by_kind.get("action", ()):
        if isinstance(line.entry, Action) and line.entry.tool:
            yield line.entry.tool
    done = incident.header.resolution.actions if incident.header.resolution else ()
    yield from (each.tool for each in done if each.tool)
    yield from (path_of(r.id) for r in incident.header.references if r.system == "runbook")
