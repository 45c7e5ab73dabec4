"""How a change ends an incident: by which new entry, if by any."""

from wakebook.model.fold import CLOSED, LOOKS_BACK
from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged

OF_ENDS = ("closure", "postmortem", "severity")
"""The policies that say what an end takes."""


def ended_by(before: Incident | None, after: Incident | None) -> Logged | None:
    """The entry by which a change closes, cancels or merges an incident; None where it does not.

    One that was over before and is ended anew, such as behind a reopening, is ended by the change.
    """
    if after is None or after.status not in CLOSED:
        return None
    kinds = ("canceled", "dismissed") if after.status == "canceled" else (after.status,)
    last = [line for kind in kinds for line in after.by_kind.get(kind, ())][-1]
    known = {line.id for line in before.log} if before else set()
    return last if before is None or not before.is_closed or last.id not in known else None


def has_gone_on(before: Incident | None, after: Incident | None) -> bool:
    """Whether a record says more than before, apart from what a closed one takes as well."""
    if before is None or after is None:
        return before is not after
    known = {line.id for line in before.log}
    kinds = {line.entry.kind for line in after.log if line.id not in known}
    return before.header != after.header or not kinds <= LOOKS_BACK
