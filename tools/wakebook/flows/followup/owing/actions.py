"""Action items that are still to be done (requirement 6.3)."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Those of our incidents; one is late when the whole of its day is over.

    Most of a long list somebody does in time: of those nothing is said, and no more is read.
    """
    soon = now + rule.span("soon")
    for item in book.actions:
        due = item.due_by(book.zone)
        latest = due.latest if due is not None else None
        if item.owner is not None and latest is not None and latest > soon:
            continue
        yield Owing(item.id, item.title, item.owner, latest, item.since, item.audience, item.path)
