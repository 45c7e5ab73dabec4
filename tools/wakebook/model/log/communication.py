"""Entries about what was said: updates, their release and delivery, receipts, reports."""

from typing import Literal

from pydantic import Field

from wakebook.model.base import Digest, Slug, Text, Value, Who
from wakebook.model.log.base import Entry
from wakebook.model.moment import Moment


class TemplateUse(Value):
    """The approved template that an update was made from."""

    name: Text = Field(description="File name below policies/templates/")
    digest: Digest = Field(description="SHA-256 digest of the template as it was approved")
    slots: dict[str, str] = Field(default_factory=dict, description="What filled its slots")


class Update(Entry):
    """What the entry's audience was told; an update never sets the status."""

    kind: Literal["update"]
    template: TemplateUse | None = Field(None, description="The template, if it was one")
    rendered_digest: Digest | None = Field(None, description="SHA-256 digest of the rendered text")
    posted_at: Moment | None = Field(None, description="When it was posted, if not at once")
    edited_at: Moment | None = Field(None, description="When the source last edited it")


class Release(Entry):
    """Somebody agrees, as one of the parts of the policy, to a held text (requirement 3.2).

    It names the entry that holds the text by its id or its ref, or the header's ``public`` block.
    """

    kind: Literal["release"]
    ref: Slug | None = Field(
        None, description="The ref of the held update; `public` is the block of the header"
    )
    entry: Text | None = Field(None, description="The id of the held entry, if it has no ref")
    part: Slug | None = Field(None, description="As which part of policies/wording.yaml")
    digest: Digest = Field(description="SHA-256 digest of the text that was approved")


class Delivery(Entry):
    """An update reached a channel, or did not (requirement 3.6)."""

    kind: Literal["delivery"]
    ref: Slug = Field(description="The ref of the update")
    channel: Text = Field(description="Which channel, such as email, slack or status")
    to: Text = Field(description="Who or which list; never an address")
    outcome: Text = Field(description="sent, failed, or the channel's own word")


class Acknowledgement(Entry):
    """Somebody received, read or confirmed a message (requirement 3.4)."""

    kind: Literal["acknowledgement"]
    ref: Slug = Field(description="The ref of the update")
    who: Who = Field(description="Who")
    how: Literal["delivered", "read", "confirmed"] = Field(description="How far it is certain")


class Report(Entry):
    """A user or a business unit told us (requirement 3.3)."""

    kind: Literal["report"]
    source: Text = Field(description="Who told us, by group or unit")
