"""Entries that change what is true: severity, impact on components, roles, classification."""

from typing import Annotated, Literal

from pydantic import Field

from wakebook.model.base import CategoryName, Items, Slug, Text, Who
from wakebook.model.log.base import Entry

State = Literal["operational", "degraded", "partial_outage", "major_outage"]
Factor = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


class Severity(Entry):
    """How severe it is from now on; the matrix in force when it was written judges it once."""

    kind: Literal["severity"]
    level: Text = Field(description="A level of policies/severity.yaml")
    impact: Factor | None = Field(None, description="Impact on the business, a row of the matrix")
    urgency: Factor | None = Field(None, description="How soon it hurts, a column of the matrix")
    reason: Text | None = Field(None, description="Why this level")


class Impact(Entry):
    """What a component can still do; holds until the next entry for the same component and region.

    The states are Statuspage's, without ``under_maintenance``; ``resolved`` ends all of them.
    """

    kind: Literal["impact"]
    component: Text = Field(description="A component of the catalog")
    region: Text | None = Field(None, description="Where; everywhere if absent")
    state: State = Field(description="What still works")


class RoleChange(Entry):
    """Somebody takes over a role; naming the holder until now makes two holders impossible."""

    kind: Literal["role"]
    role: Slug = Field(description="The role, such as commander, communications or scribe")
    from_: Who | Literal["none"] = Field(alias="from", description="The holder until now, or none")
    to: Who | Literal["none"] = Field(description="The holder from now on, or none")


class Classification(Entry):
    """Category or components as they are known now."""

    kind: Literal["classification"]
    category: CategoryName | None = Field(None, description="A category of policies/taxonomy.yaml")
    components: Items[Text] | None = Field(None, description="Components of the catalog")
    rule: Text | None = Field(None, description="The rule that decided, if no person did")
    confidence: float | None = Field(
        None, ge=0, le=1, description="How sure a machine was, from 0 to 1"
    )
