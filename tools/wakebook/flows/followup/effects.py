"""What the follow-up does, as values: each with a key that stands for it for ever."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from wakebook.model.obligation import digest


class OpenIssue(NamedTuple):
    """An issue that is to be there; ``mark`` is the line by which it is known again."""

    subject: str
    mark: str
    title: str
    body: str
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    why: str
    what: str = "issue"

    @property
    def key(self) -> str:
        """Stands for the issue of this subject."""
        return digest("issue", self.subject)


class ChangeIssue(NamedTuple):
    """Fields of an issue that are to be otherwise; ``why`` names them for a person."""

    subject: str
    number: int
    fields: Mapping[str, Any]
    why: str
    what: str = "sync"

    @property
    def key(self) -> str:
        """Stands for this state of the issue."""
        return digest("sync", self.subject, repr(sorted(self.fields.items())))


class Say(NamedTuple):
    """A comment on the issue of a subject, once; ``key`` is that of the step that it tells."""

    subject: str
    key: str
    body: str
    why: str
    what: str


class Propose(NamedTuple):
    """Changes of records that a forge's people made there: fields by the action's path."""

    edits: Mapping[str, Mapping[str, str]]
    why: str
    subject: str = "proposal"
    what: str = "proposal"

    @property
    def key(self) -> str:
        """Stands for all edits together."""
        rows = ((path, repr(sorted(fields.items()))) for path, fields in sorted(self.edits.items()))
        return digest("proposal", *(word for row in rows for word in row))


Effect = OpenIssue | ChangeIssue | Say | Propose
