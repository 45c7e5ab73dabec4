"""What stands in the clear beside a sealed record: enough to know that it is there."""

from typing import Literal

from pydantic import Field

from wakebook.model.base import Digest, Slug, Value

STUB = "sealed.yaml"
"""The file of an incident's folder that holds it."""


class Stub(Value):
    """The clear part of a sealed incident; a milestone that is sealed renews its ``status``."""

    kind: Literal["incident", "maintenance", "notice", "drill"] = Field(
        description="What it is, as its header says"
    )
    audience: Literal["restricted"] = Field(description="Only the restricted is sealed")
    status: Slug = Field(description="How far it is, by its log")
    digest: Digest = Field(description="SHA-256 digest of `incident.yaml.age`")
