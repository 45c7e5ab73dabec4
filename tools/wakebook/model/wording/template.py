"""A template of ``policies/templates/``: its front matter, its text, and the digest of both."""

from dataclasses import dataclass

from pydantic import Field

from wakebook.model.base import Slug, Text, Value
from wakebook.model.wording.slots import Slot


class TemplateHeader(Value):
    """The front matter of a template."""

    purpose: Text = Field(description="When it is to be used, for whoever chooses one")
    slots: dict[Slug, Slot] = Field(
        default_factory=dict, max_length=20, description="Its gaps by the name the text calls them"
    )


@dataclass(frozen=True)
class Template:
    """A template by its file name; ``digest`` is the SHA-256 of the file, ``body`` its Jinja2."""

    name: str
    digest: str
    header: TemplateHeader
    body: str
    body_line: int = 1
