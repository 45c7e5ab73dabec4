"""Closures of incidents that are resolved, within the time of the closure policy (5.5)."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book, answering
from wakebook.model.closing import demands, to_close_by
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule
from wakebook.model.roster import Roster


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """By what ``policies/closure.yaml`` demands today, on the calendar that it names."""
    del rule
    roster = Roster(book.library.catalog)
    for case, incident in book.running:
        ended = incident.ended
        if incident.status != "resolved" or ended is None or ended.earliest is None:
            continue
        wanted = demands(incident, book.library, roster, now.date())
        due = to_close_by(incident, wanted, book.library, roster)
        if due is not None:
            yield Owing(
                case.id,
                f"Closure of: {case.title}",
                answering(incident, book.library, "closure"),
                due,
                ended.earliest,
                case.audience,
                f"incidents/{case.id[:4]}/{case.id}/incident.yaml",
            )
