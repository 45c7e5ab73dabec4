"""The question from the other side: which incidents did a change cause?"""

import re

from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.source import reference_of

_ID = re.compile(r"[0-9a-f]{7,64}")


def caused_by(library: Library, reference: str) -> list[tuple[Incident, tuple[str, ...]]]:
    """Incidents whose logs name the change as their cause, newest first, with the links' targets.

    The change is a whole reference, the page of a commit, or the beginning of a commit's id.
    """
    wanted = reference_of(reference.strip())
    found = []
    for incident in library.incidents.values():
        targets = (to for _, relation, to in incident.links if relation == "caused_by_change")
        same = tuple(dict.fromkeys(to for to in targets if names(wanted, to)))
        if same:
            found.append((incident, same))
    return sorted(found, key=lambda pair: pair[0].id, reverse=True)


def names(wanted: str, target: str) -> bool:
    """Whether a word of somebody means the target of a link."""
    if wanted == target:
        return True
    repository, _, commit = wanted.rpartition("@")
    if not _ID.fullmatch(commit.lower()):
        return False
    kept, _, whole = target.rpartition("@")
    return bool(kept) and whole.startswith(commit.lower()) and repository in ("", kept)
