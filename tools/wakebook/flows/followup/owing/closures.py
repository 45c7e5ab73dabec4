"""Closures of incidents that are resolved, within the time of their severity (requirement 5.5)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from wakebook.flows.followup.book import Book, commander
from wakebook.model.base import seconds
from wakebook.model.incident import Incident
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule

Limit = Callable[[Incident], datetime | None]
"""When the closure of a resolved incident is late; None where policy sets no time."""


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """By the wall clock from resolved to closed."""
    del now
    return owed(book, lambda incident: by_severity(incident, rule))


def owed(book: Book, limit: Limit) -> Iterator[Owing]:
    """What is owed where ``limit`` says by when."""
    for case, incident in book.running:
        ended = incident.ended
        due = limit(incident) if incident.status == "resolved" else None
        if due is not None and ended is not None and ended.earliest is not None:
            yield Owing(
                case.id,
                f"Closure of: {case.title}",
                commander(incident),
                due,
                ended.earliest,
                case.audience,
                f"incidents/{case.id[:4]}/{case.id}/incident.yaml",
            )


def by_severity(incident: Incident, rule: FollowupRule) -> datetime | None:
    """The policy's time for the incident's severity, from when it was resolved at the latest."""
    length = rule.closures.get(incident.severity or "")
    ended = incident.ended
    if length is None or ended is None or ended.latest is None:
        return None
    return ended.latest + timedelta(seconds=seconds(length))
