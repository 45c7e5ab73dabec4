"""Deployments of a repository as GitHub knows them (REST API, ``/repos/{}/deployments``)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import AwareDatetime

from wakebook.adapters.github.rows import Row
from wakebook.adapters.github.wire import Wire
from wakebook.model.source import SourceChange

_MOST = 50
"""So many deployments of the time in question are asked for their states."""
_HAPPENED = ("success", "inactive", "failure", "error", "in_progress")
"""States of which each means that something was put in place, the surest first.

``inactive`` is a success that a later deployment replaced.
"""


class DeploymentRow(Row):
    """A deployment; ``created_at`` is when it was asked for."""

    id: int
    sha: str
    ref: str
    environment: str
    created_at: AwareDatetime


class DeploymentStatusRow(Row):
    """One state of a deployment."""

    state: str
    created_at: AwareDatetime


def deployments(
    wire: Wire, repository: str, components: Sequence[str], span: tuple[datetime, datetime]
) -> Iterator[SourceChange]:
    """The deployments of a span of time that put something in place, newest first.

    The time is that of the first success, else of the first state in which it was under way. One
    that was never begun is left out. Raises HostError.
    """
    home = f"/repos/{repository}/deployments"
    for number, row in enumerate(_within(wire, home, span)):
        states = wire.everything(f"{home}/{row.id}/statuses", DeploymentStatusRow)
        at = _put_in_place(states)
        if at is not None:
            yield SourceChange(
                ref=f"github:{repository}/deployments/{row.id}",
                kind="deployment",
                components=tuple(components),
                at=at,
                title=f"deployment of {row.ref} in {row.environment}",
                shipped=row.sha,
            )
        if number + 1 == _MOST:
            return


def _within(wire: Wire, home: str, span: tuple[datetime, datetime]) -> Iterator[DeploymentRow]:
    for page in wire.pages(home):
        for row in page.read(list[DeploymentRow]):
            if row.created_at < span[0]:
                return
            if row.created_at <= span[1]:
                yield row


def _put_in_place(states: Sequence[DeploymentStatusRow]) -> datetime | None:
    for wanted in _HAPPENED:
        times = [each.created_at for each in states if each.state == wanted]
        if times:
            return min(times)
    return None
