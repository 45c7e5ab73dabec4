"""Problem records and known errors (ITIL 4, problem management)."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from wakebook.model.base import (
    Audience,
    CategoryName,
    IncidentId,
    Items,
    Reference,
    Text,
    Value,
    Waiver,
    Who,
)


class ProblemHeader(Value):
    """``problems/<id>.yaml``: the cause, or likely cause, of one or more incidents."""

    title: Text = Field(max_length=200, description="What the problem is")
    state: Literal["open", "known_error", "resolved", "closed"] = Field(
        description="known_error: the cause is known and a workaround exists"
    )
    audience: Audience = Field("staff", description="Who may read it")
    owner: Who | None = Field(None, description="Who works on it")
    description: Text | None = Field(None, description="What is known, in Markdown")
    workaround: Text | None = Field(None, description="What helps until it is solved, in Markdown")
    components: Items[Text] = Field((), description="Components of the catalog")
    categories: Items[CategoryName] = Field((), description="Categories of the taxonomy")
    incidents: Items[IncidentId] = Field((), description="Incidents that it caused")
    references: Items[Reference] = Field((), description="Where more is written")
    tags: Items[Text] = Field((), description="Free words to find it by")
    waivers: Items[Waiver] = Field((), description="Reasoned exceptions from rules")


@dataclass(frozen=True)
class Problem:
    """A problem record with its id, the file's stem."""

    id: str
    header: ProblemHeader
