"""Runbooks: Markdown with a short front matter and, where useful, executable steps."""

from dataclasses import dataclass

from pydantic import Field

from wakebook.model.base import Audience, CategoryName, Items, Text, Value, Waiver, Who
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
