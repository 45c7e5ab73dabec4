"""Decisions of open incidents that have a time by which they are to be made (requirement 4.5)."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from wakebook.flows.followup.book import Book, answering
from wakebook.model.base import Audience, narrowest
from wakebook.model.incident import Incident
from wakebook.model.log.work import Decision
from wakebook.model.moment import Moment
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Those that nobody has made."""
    del now, rule
    for case, incident in book.running:
        for ref, matter in _matters(incident).items() if incident.is_open else ():
            by = matter.by
            if by is not None and by.latest is not None and by.earliest is not None:
                yield Owing(
                    f"{case.id}#{ref}",
                    f"Decision: {matter.title}",
                    answering(incident, book.library, "followup"),
                    by.latest,
                    by.earliest,
                    narrowest(case.audience, matter.audience),
                    f"incidents/{case.id[:4]}/{case.id}/timeline",
                )


class _Matter(NamedTuple):
    """What is to be decided, for whom to see, and by when."""

    title: str
    audience: Audience
    by: Moment | None


def _matters(incident: Incident) -> dict[str, _Matter]:
    """What is not decided yet, by its reference; each entry says only what changed."""
    found: dict[str, _Matter] = {}
    for line in incident.by_kind.get("decision", ()):
        entry = line.entry
        if not isinstance(entry, Decision):
            continue
        ref = entry.ref or line.id
        level = incident.audience_of(entry)
        known = found.get(ref) or _Matter(entry.text or ref, level, None)
        by = entry.decide_by or known.by
        found[ref] = known._replace(by=by, audience=narrowest(known.audience, level))
        if entry.chosen is not None:
            del found[ref]
    return found
