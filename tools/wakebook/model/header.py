"""The header of an incident: what is true of it as a whole."""

from typing import Literal

from pydantic import Field

from wakebook.model.base import (
    Audience,
    CategoryName,
    Items,
    Origin,
    Reference,
    Stated,
    Text,
    Value,
    Waiver,
    Who,
)
from wakebook.model.moment import Moment

IncidentKind = Literal["incident", "maintenance", "notice", "drill"]


class Count(Value):
    """A number that says how large the impact was."""

    what: Text = Field(description="What was counted")
    count: int = Field(ge=0, description="How many")
    about: bool = Field(default=False, description="Whether the number is rounded or estimated")


class CustomerImpact(Value):
    """What customers noticed, in words and numbers."""

    text: Text = Field(description="What customers noticed")
    counts: Items[Count] = Field((), description="How many of what")


class Performed(Value):
    """One thing that was done to end the incident (requirement 5.1)."""

    what: Text = Field(description="What was done")
    tool: Text | None = Field(None, description="With which tool")
    by: Who | None = Field(None, description="Who did it")
    at: Moment | None = Field(None, description="When")


class ConfigChange(Value):
    """One configuration change that was made to end the incident."""

    what: Text = Field(description="What was changed")
    ref: Text | None = Field(None, description="Commit, change request or address that proves it")


class Resolution(Value):
    """How the incident was ended."""

    summary: Text = Field(description="How it was ended")
    actions: Items[Performed] = Field((), description="What was done")
    changes: Items[ConfigChange] = Field((), description="What was changed in configuration")


class PublicFace(Value):
    """What the public may read of a staff incident; without it the public reads nothing."""

    title: Text = Field(description="The title that the public reads")
    components: Items[Text] = Field((), description="Components by the names the public knows")
    summary: Text | None = Field(None, description="What the public reads about it")


class Closed(Value):
    """A summary for the reader, written by closure; it must equal the fold of the log."""

    status: Literal["closed", "canceled", "merged", "completed"] = Field(
        description="The status that the log arrives at"
    )
    severity: Text | None = Field(None, description="The final severity; absent if there is none")


class Header(Value):
    """``incident.yaml``: while the incident is open it says nothing the log could contradict."""

    title: Text = Field(max_length=200, description="What happened, in one line")
    kind: IncidentKind = Field(description="Only an incident counts in figures")
    audience: Audience = Field(description="Who may read the header")
    components: Items[Text] = Field((), description="Components of the catalog")
    category: CategoryName | None = Field(None, description="A category of the taxonomy")
    summary: Text | None = Field(None, description="What happened, in a few sentences")
    customer_impact: CustomerImpact | None = Field(None, description="What customers noticed")
    references: Items[Reference] = Field((), description="Where more is written")
    resolution: Resolution | None = Field(None, description="How it was ended")
    stated: Items[Stated] = Field((), description="Figures that the source itself claims")
    origin: Origin | None = Field(None, description="Set for something that we did not run")
    entries_audience: Audience | None = Field(
        None, description="Default audience of the entries; only together with origin"
    )
    public: PublicFace | None = Field(None, description="What the public may read")
    audiences: dict[str, Audience] | None = Field(
        None, description="Single fields that are narrower than the header"
    )
    tags: Items[Text] = Field((), description="Free words to find it by")
    waivers: Items[Waiver] = Field((), description="Reasoned exceptions from rules")
    closed: Closed | None = Field(None, description="Absent while open")

    @property
    def settled(self) -> bool:
        """Whether it says how it ended, or tells of something that we did not run."""
        return self.closed is not None or self.origin is not None
