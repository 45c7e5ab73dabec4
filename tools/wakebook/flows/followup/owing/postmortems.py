"""Post-mortems of major incidents, which are written within two days (requirement 6.1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from wakebook.flows.followup.book import Book, commander
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule, first_day

_WITHIN = timedelta(hours=48)


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """Those of incidents that began while the rule was in force and have no post-mortem yet."""
    del now
    for case in book.cases:
        if not case.ours or case.postmortem or case.opened.date() < first_day(rule):
            continue
        incident = book.library.incidents.get(case.id)
        due = due_of(incident, book.library) if incident is not None else None
        if incident is not None and due is not None:
            yield Owing(
                case.id,
                f"Post-mortem of: {case.title}",
                commander(incident),
                due,
                due - _WITHIN,
                case.audience,
                f"postmortems/{case.id[:4]}/{case.id}/postmortem.md",
            )


def due_of(incident: Incident, library: Library) -> datetime | None:
    """When the post-mortem of an incident is late; None where none is asked for."""
    ended = incident.ended
    if incident.header.kind != "incident" or ended is None or ended.latest is None:
        return None
    return ended.latest + _WITHIN if _was_major(incident, library) else None


def _was_major(incident: Incident, library: Library) -> bool:
    if "major_declared" in incident.by_kind:
        return True
    policy = library.severity
    levels = (
        {level.id for rule in policy.rules for level in rule.levels if level.major}
        if policy
        else set()
    )
    return bool(levels & set(incident.levels))
