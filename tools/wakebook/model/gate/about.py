"""What there is to know of an incident when a change of it is judged: who, what, how severe.

Entries are read as they were written and as corrections leave them; both count.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from wakebook.model.gate.matter import Matter, Quote, Transition
from wakebook.model.incident import Incident
from wakebook.model.log import (
    Confirmation,
    Correction,
    Entry,
    Impact,
    RoleChange,
    Severity,
    Task,
)
from wakebook.model.log.logged import Logged

_WORDS = frozenset({"text", "as_written", "who", "result", "chosen"})
"""Fields of an entry that are its author's own words: another's correction puts them in a mouth."""
_OURS = ("user:", "group:")
E = TypeVar("E")


def about(name: str, incidents: Iterable[Incident], transitions: frozenset[Transition]) -> Matter:
    """A matter with the facts of an incident before and after; facts of nothing are unknown."""
    known = list(incidents)
    log = [line for incident in known for line in (*incident.log, *incident.timeline)]
    opening = _opening(known)
    return Matter(
        id=name,
        transitions=transitions,
        kinds=frozenset(i.header.kind for i in known),
        levels=frozenset(e.level for e in _entries(log, Severity)),
        components=frozenset(_components(known, log)),
        audiences=frozenset(i.header.audience for i in known),
        commanders=frozenset(
            who
            for role in _entries(log, RoleChange)
            if role.role == "commander"
            for who in (role.from_, role.to)
        ),
        writers=frozenset(w for x in log if (w := x.entry.reported_by or x.entry.by)),
        parts=dict(_parts(log)),
        opened_by=frozenset(_speakers(opening.entry) if opening else ()),
        opened=opening.recorded if opening else None,
        has_origin=bool(known) and all(i.header.origin is not None for i in known),
    )


def _opening(known: Iterable[Incident]) -> Logged | None:
    """What was recorded first of what was there first: a change brings no earlier beginning."""
    log = next((incident.log for incident in known if incident.log), ())
    return min(log, key=lambda line: (line.recorded, line.id), default=None)


def _speakers(entry: Entry) -> tuple[str, ...]:
    """Whoever said an entry, and whoever wrote it down for them."""
    return tuple(who for who in (entry.by, entry.reported_by) if who is not None)


def _entries(log: Iterable[Logged], kind: type[E]) -> Iterator[E]:
    return (line.entry for line in log if isinstance(line.entry, kind))


def _components(known: Iterable[Incident], log: Iterable[Logged]) -> Iterator[str]:
    """Components by header and log; what a correction took back counts as well."""
    for incident in known:
        yield from incident.components
    for impact in _entries(log, Impact):
        yield impact.component


def _parts(log: Iterable[Logged]) -> Iterator[tuple[str, str]]:
    """Who took part and how; of several parts the most telling one comes last and stays."""
    lines = list(log)
    for line in lines:
        for who in _speakers(line.entry):
            yield who, "wrote in its log"
    for task in _entries(lines, Task):
        if task.owner is not None and not task.owner.startswith("group:"):
            yield task.owner, "has a task in it"
    for role in sorted(_entries(lines, RoleChange), key=lambda role: role.role == "commander"):
        for who in (role.from_, role.to):
            yield who, f"was its {role.role}"


def quotes(before: Incident | None, after: Incident | None) -> tuple[Quote, ...]:
    """The new entries that somebody is said to have made, of what we ran."""
    if after is None or after.header.origin is not None:
        return ()
    old = {line.id for line in before.log} if before else set()
    new = [line for line in after.log if line.id not in old]
    return tuple(_quotes(new, {line.id: line.entry for line in after.log}))


def _quotes(new: Iterable[Logged], log: Mapping[str, Entry]) -> Iterator[Quote]:
    """Who of us has to stand by which new entry; outsiders and systems have no voice here."""
    for line in new:
        entry = line.entry
        if ours := _ours(entry):
            yield Quote(line.id, ours[0], ours[1] if ours[1:] else None)
        if isinstance(entry, Confirmation) and entry.who.startswith(_OURS):
            yield Quote(line.id, entry.who, own=True)
        if isinstance(entry, Correction) and _WORDS & (entry.set or {}).keys():
            said = log.get(entry.corrects)
            if said is not None and (ours := _ours(said)):
                yield Quote(line.id, ours[0], ours[1] if ours[1:] else None, own=True)


def _ours(entry: Entry) -> list[str]:
    """Who of the catalog said an entry, and who of the catalog wrote it down."""
    return [who for who in _speakers(entry) if who.startswith(_OURS)]
