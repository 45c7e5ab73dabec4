"""What every log entry carries."""

from typing import get_args

from pydantic import Field

from wakebook.model.base import Audience, Evidence, Items, Slug, Text, Value, Who
from wakebook.model.moment import Moment


class Entry(Value):
    """One line of an incident's log; a merged entry is never changed or removed."""

    kind: str = Field(description="What kind of entry this is; it decides the other fields")
    at: Moment = Field(description="When it happened, as precisely as it is known")
    by: Who | None = Field(
        None, description="Who did or said it; only records with an origin may leave it out"
    )
    reported_by: Who | None = Field(None, description="Who wrote it down for somebody else")
    audience: Audience | None = Field(
        None, description="Who may read the entry; staff unless the header says otherwise"
    )
    audiences: dict[str, Audience] | None = Field(
        None, description="Single fields that are narrower than the entry"
    )
    text: Text | None = Field(None, description="What there is to say, in Markdown")
    source: Text | None = Field(None, description="Where it was read or seen")
    evidence: Items[Evidence] = Field((), description="Files that prove it")
    ref: Slug | None = Field(None, description="The name that later entries refer to")
    as_written: Text | None = Field(None, description="The source's own words for the time or fact")

    @classmethod
    def kinds(cls) -> tuple[str, ...]:
        """The kinds that this class describes."""
        return get_args(cls.model_fields["kind"].annotation)
