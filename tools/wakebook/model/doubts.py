"""What speaks against it that a service is restored, by the log of an incident (5.3)."""

from collections.abc import Iterable

from wakebook.model.log import Confirmation, Impact, Verification
from wakebook.model.log.logged import Logged
from wakebook.model.log.proof import objection

UNSEEN = ""
"""The doubt that nobody has looked since the last fix; the others have the names of checks."""


def doubts(timeline: Iterable[Logged]) -> dict[str, str]:
    """A sentence for each doubt: checks that failed, by their names, and ``UNSEEN`` at the end.

    A check that failed has to pass, unless somebody confirms; a fix has to be followed by either.
    """
    unseen, failed = "nobody has checked that the service is restored", dict[str, str]()
    for line in timeline:
        entry = line.entry
        if entry.kind in ("action", "reopened"):
            what = "the action" if entry.kind == "action" else "it was reopened"
            unseen = f"nobody has checked it since {what} at {entry.at}"
        elif isinstance(entry, Impact) and entry.state != "operational":
            what = entry.state.replace("_", " ")
            unseen = f"nobody has checked it since {entry.component} had a {what} at {entry.at}"
        elif isinstance(entry, Verification) and entry.result == "failed":
            failed[entry.check] = f"{entry.check!r} failed at {entry.at}"
        elif not isinstance(entry, Verification | Confirmation):
            continue
        elif why := objection(entry):
            unseen = unseen and f"the {entry.kind} at {entry.at} {why}"
        elif isinstance(entry, Confirmation):
            unseen, failed = "", {}
        else:
            unseen = ""
            failed.pop(entry.check, None)
    return failed | ({UNSEEN: unseen} if unseen else {})
