"""Entries about the work: what was seen, done, decided, assigned, and which vendor takes part."""

from typing import Literal

from pydantic import Field

from wakebook.model.base import Items, Text, Who
from wakebook.model.log.base import Entry
from wakebook.model.moment import Moment


class Observation(Entry):
    """Something that was seen."""

    kind: Literal["observation"]
    text: Text = Field(description="What was seen")


class Action(Entry):
    """Something that was done."""

    kind: Literal["action"]
    text: Text = Field(description="What was done")
    tool: Text | None = Field(None, description="With which tool")


class Decision(Entry):
    """A decision under a ``ref``: opened, perhaps with options and a deadline, and chosen."""

    kind: Literal["decision"]
    options: Items[Text] | None = Field(None, description="What can be chosen")
    decide_by: Moment | None = Field(None, description="When the time box ends (requirement 4.5)")
    default: Text | None = Field(None, description="What holds if nobody decides in time")
    chosen: Text | None = Field(None, description="What was decided")


class Task(Entry):
    """A task under a ``ref``: assigned once, handed over, done."""

    kind: Literal["task"]
    owner: Who | None = Field(None, description="Who does it from now on")
    done: bool | None = Field(None, description="Whether it is done")


class Vendor(Entry):
    """A vendor takes part under a ``ref``; access ends with the incident (requirement 4.4)."""

    kind: Literal["vendor"]
    vendor: Who | None = Field(None, description="The vendor, in the entry that opens the ref")
    access: Text | None = Field(None, description="What the vendor may reach from now on, or none")
    until: Moment | None = Field(None, description="When the access ends")
    acknowledged: Moment | None = Field(None, description="When the vendor confirmed the call")
