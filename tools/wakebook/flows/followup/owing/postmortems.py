"""Post-mortems that the post-mortem policy asks for and nobody has published (6.1, 6.5)."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book, answering
from wakebook.flows.learning.standing import State, standing
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule, first_day

_WHAT: dict[State, str] = {"missing": "Post-mortem of: {}", "draft": "Post-mortem of: {} (begun)"}


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Those of incidents that began while the rule was in force, from their resolution on."""
    for case in book.cases:
        if not case.ours or case.published or case.opened.date() < first_day(rule):
            continue
        incident = book.library.incidents.get(case.id)
        ended = incident.ended if incident is not None else None
        if incident is None or ended is None or ended.earliest is None:
            continue
        found = standing(incident, book.library, now)
        if found.need.due is not None and found.state in _WHAT:
            yield Owing(
                case.id,
                _WHAT[found.state].format(case.title),
                answering(incident, book.library, "postmortem"),
                found.need.due,
                ended.earliest,
                case.audience,
                f"postmortems/{case.id[:4]}/{case.id}/postmortem.md",
            )
