"""Updates of incidents that are worked on, as often as policy wants for their severity."""

from collections.abc import Iterator
from datetime import datetime

from wakebook.flows.followup.book import Book, answering
from wakebook.model.calendar import after
from wakebook.model.incident import Incident
from wakebook.model.obligation import Owing
from wakebook.model.policy.followup import FollowupRule


def find(book: Book, now: datetime, rule: FollowupRule) -> Iterator[Owing]:
    """The next update of each open incident, counted from the last one or from its beginning.

    A drill owes none: nobody waits for its end.
    """
    del now
    for case, incident in book.running:
        if incident.header.kind == "drill":
            continue
        length = rule.updates.get(incident.severity or "")
        said = _last(incident)
        if length is not None and said is not None and incident.is_open:
            yield Owing(
                case.id,
                f"Update on: {case.title}",
                answering(incident, book.library, "followup"),
                after(None, said, length),
                said,
                case.audience,
                f"incidents/{case.id[:4]}/{case.id}/timeline",
            )


def _last(incident: Incident) -> datetime | None:
    """When people were told something last; before the first update, when it was declared."""
    told = incident.by_kind.get("update", ())
    known = [line.entry.at.latest for line in told if line.entry.at.latest is not None]
    began = incident.milestones.get("declared") or incident.began
    return max(known) if known else (began.latest if began is not None else None)
