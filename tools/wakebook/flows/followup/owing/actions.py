"""Action items that are still to be done (requirement 6.3)."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Those of our incidents; one is late when the whole of its day is over."""
    del now, rule
    for case in book.cases:
        if not case.ours:
            continue
        for item in case.actions:
            if item.is_open and not item.legacy:
                due = item.due_by(book.zone)
                yield Owing(
                    item.id,
                    item.title,
                    item.owner,
                    due.latest if due is not None else None,
                    case.opened,
                    item.audience,
                    item.path,
                )
