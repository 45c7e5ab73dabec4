"""The ledger: of each incident what somebody still owes, and no more than is needed to tell it.

A library reads whole records; over ten thousand of them that takes a minute. A ledger's rows are
short, are kept from run to run, and lead to the record where more of it is wanted.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

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
        return _path(self.id)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status in ("open", "in_progress")

    def due_by(self, zone: tzinfo) -> Moment | None:
        """The day or time in the repository's zone; None where none is known."""
        return _known(self.due, zone)


class Open(NamedTuple):
    """An action item of ours that somebody still has to do: no more than is said of one."""

    id: str
    title: str
    owner: str | None
    due: str | None
    audience: Audience

    @property
    def path(self) -> str:
        """Where its file lies."""
        return _path(self.id)

    @property
    def since(self) -> datetime:
        """The day of its incident's id, at midnight UTC."""
        return _day(self.id[:10])

    def due_by(self, zone: tzinfo) -> Moment | None:
        """The day or time in the repository's zone; None where none is known."""
        return _known(self.due, zone)


def _path(action: str) -> str:
    incident, _, stem = action.partition("/")
    return f"postmortems/{incident[:4]}/{incident}/actions/{stem}.yaml"


def _known(due: str | None, zone: tzinfo) -> Moment | None:
    moment = parsed(due, zone) if due else None
    return moment if moment is not None and moment.known else None


def _day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T00:00:00+00:00")


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
    waivers: tuple[Exception_, ...] = ()
    actions: tuple[Owed, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def opened(self) -> datetime:
        """The day of its id, at midnight UTC."""
        return _day(self.id[:10])


class Rest(NamedTuple):
    """What of a ledger can still be owed: most of what was ever recorded is over.

    ``cases`` have no actions; an incident of which nothing but these is left is not among them.
    """

    cases: tuple[Case, ...]
    actions: tuple[Open, ...]


def rest(cases: Iterable[Case]) -> Rest:
    """What can still be owed of these, in their order."""
    left: list[Case] = []
    still: list[Open] = []
    for case in cases:
        still += _still(case) if case.ours else ()
        is_over = not case.ours or (case.settled and case.published)
        if not is_over or case.waivers or case.broken:
            left.append(case._replace(actions=()))
    return Rest(tuple(left), tuple(still))


def _still(case: Case) -> Iterator[Open]:
    for item in case.actions:
        if item.is_open and not item.legacy:
            yield Open(item.id, item.title, item.owner, item.due, item.audience)


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
