"""What an incident waits for: the incidents below it and those that block it, however far away."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.log import Vendor

_WAITS_FOR = {"child": "is a part of", "blocked_by": "blocks"}


def above(incident: str, library: Library) -> set[str]:
    """The ids of all incidents above one, in its chain of parents."""
    found: set[str] = set()
    waiting = [incident]
    while waiting:
        record = library.incidents.get(waiting.pop())
        links = () if record is None else record.links
        parents = {to for _, relation, to in links if relation == "parent"} - found
        found |= parents
        waiting += parents
    return found


class Awaited(NamedTuple):
    """An incident that another one waits for; ``why`` names the one that says so."""

    incident: Incident
    why: str


def awaited(incident: Incident, library: Library) -> Iterator[Awaited]:
    """Every incident that this one waits for, the nearest first, each once."""
    seen, waiting = {incident.id}, deque([incident])
    while waiting:
        above = waiting.popleft()
        for _, relation, target in above.links:
            other = library.incidents.get(target) if relation in _WAITS_FOR else None
            if other is None or other.id in seen:
                continue
            seen.add(other.id)
            waiting.append(other)
            named = "this one" if above is incident else above.id
            yield Awaited(other, f"{_WAITS_FOR[relation]} {named}")


def unreadable(incident: Incident, library: Library) -> Iterator[str]:
    """The ids of incidents that it waits for, however far away, and that nobody can read."""
    known = [incident, *(other for other, _ in awaited(incident, library))]
    waited = (to for each in known for _, relation, to in each.links if relation in _WAITS_FOR)
    for name in dict.fromkeys(waited):
        if name in library.incidents and library.incidents.get(name) is None:
            yield name


class Access(NamedTuple):
    """What a vendor may reach; ``entry`` is the id of the log entry that says so."""

    vendor: str
    access: str
    entry: str


def unended_access(incident: Incident) -> Iterator[Access]:
    """The access that vendors still have by the log, without an end that was fixed."""
    last: dict[str, tuple[str, Vendor]] = {}
    called: dict[str, str] = {}
    for line in incident.by_kind.get("vendor", ()):
        entry = line.entry
        if not isinstance(entry, Vendor):
            continue
        ref = entry.ref or line.id
        called[ref] = entry.vendor or called.get(ref, ref)
        if entry.access is not None:
            last[ref] = (line.id, entry)
    for ref, (where, entry) in last.items():
        if entry.access not in (None, "none") and entry.until is None:
            yield Access(called[ref], entry.access or "", where)
