"""The ledger: of each incident what somebody still owes, and no more than is needed to tell it.

A library reads whole records; over ten thousand of them that takes a minute. A ledger's rows are
short, are kept from run to run, and lead to the record where more of it is wanted.
"""

from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from wakebook.model.base import Audience
from wakebook.model.moment import Moment, parsed
from wakebook.model.postmortem import ActionItem


class Ticket(NamedTuple):
    """Where an action is tracked elsewhere."""

    system: str
    id: str
    url: str | None


class Owed(NamedTuple):
    """An action item with the fields of ``ActionItem``; ``audience`` is the one that holds."""

    id: str
    title: str
    owner: str | None
    due: str | None
    kind: str
    priority: str
    blocking: bool
    status: str
    changes: tuple[str, ...]
    references: tuple[Ticket, ...]
    audience: Audience
    legacy: bool
    text: str

    @property
    def incident(self) -> str:
        """The incident that it came from."""
        return self.id.partition("/")[0]

    @property
    def path(self) -> str:
        """Where its file lies."""
        incident, _, stem = self.id.partition("/")
        return f"postmortems/{incident[:4]}/{incident}/actions/{stem}.yaml"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status in ("open", "in_progress")

    def due_by(self, zone: tzinfo) -> Moment | None:
        """The day or time in the repository's zone; None where none is known."""
        moment = parsed(self.due, zone) if self.due else None
        return moment if moment is not None and moment.known else None


class Exception_(NamedTuple):  # noqa: N801 - `Exception` is Python's
    """A waiver with an end: which rule does not hold, where, until when, and who asked for it."""

    rule: str
    path: str
    by: str
    until: str


class Case(NamedTuple):
    """An incident; ``ours`` is whether we ran it, ``settled`` whether its header says how it ended.

    ``published`` is whether its post-mortem surely says when it was; where it is False, only the
    record knows. ``broken`` are files that could not be read.
    """

    id: str
    title: str
    audience: Audience
    ours: bool
    settled: bool
    published: bool
    waivers: tuple[Exception_, ...]
    actions: tuple[Owed, ...]
    broken: tuple[str, ...]

    @property
    def opened(self) -> datetime:
        """The day of its id, at midnight UTC."""
        return datetime.fromisoformat(f"{self.id[:10]}T00:00:00+00:00")


def owed(action: str, item: ActionItem, audience: Audience) -> Owed:
    """An action item as a row, for those who may read it."""
    return Owed(
        action,
        item.title,
        item.owner,
        item.due.text if item.due else None,
        item.kind,
        item.priority,
        item.blocking,
        item.status,
        item.changes,
        tuple(Ticket(r.system, r.id, r.url) for r in item.references),
        audience,
        item.legacy,
        item.text or "",
    )


def thawed(row: list[Any]) -> Case:
    """A row that was kept as lists, such as in JSON; what is given is changed for it."""
    row[6] = tuple(map(Exception_._make, row[6]))
    row[7] = tuple(map(_owed, row[7]))
    row[8] = tuple(row[8])
    return Case._make(row)


def _owed(row: list[Any]) -> Owed:
    row[8] = tuple(row[8])
    row[9] = tuple(map(Ticket._make, row[9]))
    return Owed._make(row)
