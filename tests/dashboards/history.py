"""Incidents of some years as files: what happened when, and how long it took."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.conftest import Repository


class Told(NamedTuple):
    """An incident of so many minutes that began at an instant."""

    at: datetime
    minutes: int
    level: str = "SEV3"
    audience: str = "staff"
    component: str = "payments"
    title: str = "Payments are slow"
    problem: str = ""
    system: str = "test"
    begin: str = "started"


def record(repository: Repository, history: Iterable[Told]) -> list[str]:
    """Write each as a closed record of what others ran, and give their ids."""
    return [_record(repository, number, told) for number, told in enumerate(history)]


def _record(repository: Repository, number: int, told: Told) -> str:
    incident = f"{told.at.date().isoformat()}-told-{number:04}"
    folder = f"incidents/{incident[:4]}/{incident}"
    repository.write(
        f"{folder}/incident.yaml",
        f"title: {told.title} ({number})\nkind: incident\naudience: {told.audience}\n"
        f"components: [{told.component}]\norigin:\n  system: {told.system}\n  id: '{number}'\n"
        f"entries_audience: {told.audience}\n"
        f"closed:\n  status: closed\n  severity: {told.level}\n",
    )
    end = told.at + timedelta(minutes=told.minutes)
    times = {told.begin: told.at, "declared": told.at, "resolved": end, "closed": end}
    lines = [f"- kind: {kind}\n  at: {_text(at)}\n" for kind, at in times.items()]
    lines.insert(2, f"- kind: severity\n  at: {_text(told.at)}\n  level: {told.level}\n")
    if told.problem:
        lines.append(f"- kind: link\n  at: {_text(end)}\n  rel: problem\n  to: {told.problem}\n")
    repository.write(f"{folder}/timeline/20261101T000000Z-history.yaml", "".join(lines))
    return incident


def _text(at: datetime) -> str:
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def spread_over(year: int, minutes: Iterable[int], level: str = "SEV3") -> list[Told]:
    """Incidents of these lengths, one every ten days from the beginning of a year."""
    first = datetime(year, 1, 4, 13, 7, tzinfo=UTC)
    return [Told(first + timedelta(days=10 * n), m, level) for n, m in enumerate(minutes)]
