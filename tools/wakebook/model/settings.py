"""``wakebook.yaml``: the settings of a repository."""

from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from wakebook.model.base import Audience, Items, Text, Url, Value


def _known(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError(
            "zone", "is no IANA time zone such as UTC or Europe/Berlin"
        ) from None
    return zone


Zone = Annotated[str, AfterValidator(_known)]
"""The name of a time zone in the IANA database, such as ``Europe/Berlin``."""


LibraryName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""What another repository is called here: git's setting ``wakebook.library.NAME`` says where."""


class Settings(Value):
    """Format, zone and audiences of one repository."""

    format: Literal[1] = Field(description="The version of the record formats")
    title: Text = Field("Incidents", max_length=80, description="Title of the published sites")
    zone: Zone = Field("UTC", description="IANA zone that gives bare dates their day")
    requires: Text | None = Field(None, description="Toolkit versions that may judge it (PEP 440)")
    public_url: Url | None = Field(None, description="Where the site is published")
    status_url: Url | None = Field(None, description="Where the status site is published")
    libraries: Items[LibraryName] = Field(
        (), description="Repositories of restricted records that are read beside this one"
    )
    library_of: LibraryName | None = Field(
        None, description="The repository that this one belongs to, and that judges it"
    )
    audiences: Items[Audience] = Field(
        ("public", "staff", "restricted"), description="Who may read, widest first"
    )

    @cached_property
    def tzinfo(self) -> ZoneInfo:
        """The zone as an object."""
        return ZoneInfo(self.zone)
