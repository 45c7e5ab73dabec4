"""What a change does to one record, from what the record said before and says afterwards.

Both the new entries and the folds are looked at: a correction can close, reopen or lower as well
as an entry of that kind, and an entry can say what the fold does not show.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from wakebook.model import fold
from wakebook.model.base import AUDIENCES, Audience
from wakebook.model.gate.matter import Transition
from wakebook.model.gate.rewriting import new_waivers
from wakebook.model.gate.taking_back import takes_back
from wakebook.model.incident import Incident
from wakebook.model.log import RoleChange
from wakebook.model.log.logged import Logged

_BY_KIND: dict[str, Transition] = {
    "declared": "declared",
    "major_declared": "major_declared",
    "stood_down": "stood_down",
    "mitigated": "mitigated",
    "resolved": "resolved",
    "completed": "resolved",
    "closed": "closed",
    "reopened": "reopened",
    "canceled": "canceled",
    "dismissed": "canceled",
    "merged": "merged",
    "correction": "corrected",
}
"""The transition of each kind of entry that is one; closed statuses have the same words."""

_ASIDE = frozenset({"closed", "waivers", "audience", "audiences"})
"""Keys of a header whose change is no edit, but another transition or a copy of the log."""

_TOLD = frozenset({"entries_audience", "public"})
"""Keys whose change tells the public more or less; of an open record that is no edit either."""


def happened(
    before: Incident | None, after: Incident | None, ranks: Mapping[str, int]
) -> frozenset[Transition]:
    """What a change does to an incident; None is one that is not there.

    ``ranks`` are the places of the severity levels, from 0 for the most severe.
    """
    return frozenset(_transitions(before, after, ranks))


def _transitions(
    before: Incident | None, after: Incident | None, ranks: Mapping[str, int]
) -> Iterator[Transition]:
    if after is None:
        yield "deleted"
        return
    if after.header.origin is not None and (before is None or before.header.origin is not None):
        yield "imported"
    elif before is None:
        yield "opened"
        yield from _steps(None, after, ranks)
    else:
        yield from _steps(before, after, ranks)
        yield from _edits(before, after)
    yield from _exposures(before, after)
    if new_waivers(before.header if before else None, after.header):
        yield "waived"


def _steps(
    before: Incident | None, after: Incident, ranks: Mapping[str, int]
) -> Iterator[Transition]:
    """What the log does: kinds of new entries, and where its folds arrive."""
    old = {line.id for line in before.log} if before else set()
    new = [line for line in after.log if line.id not in old]
    if new and before:
        yield "appended"
    for line in new:
        kind = line.entry.kind
        if isinstance(line.entry, RoleChange) and line.entry.role == "commander":
            yield "handed_over"
        if kind in _BY_KIND:
            yield _BY_KIND[kind]
    if before and takes_back(before, after):
        yield "waived"
    yield from _ends(before, after)
    yield from _severities(before, after, {line.id for line in new}, ranks)
    if before and _is_major(before) and not _is_major(after):
        yield "stood_down"
    if before and set(before.components) - set(after.components):
        yield "scope_reduced"


def _ends(before: Incident | None, after: Incident) -> Iterator[Transition]:
    was = before.status if before else ""
    if after.status != was and after.is_closed:
        yield _BY_KIND[after.status]
    if before and before.is_closed and not after.is_closed:
        yield "reopened"


def _severities(
    before: Incident | None, after: Incident, new: AbstractSet[str], ranks: Mapping[str, int]
) -> Iterator[Transition]:
    lines = after.by_kind.get("severity", ())
    pairs = [
        (getattr(one.entry, "level", ""), getattr(two.entry, "level", ""))
        for one, two in pairwise(lines)
        if two.id in new
    ]
    pairs += _undercut(lines, new)
    if before and before.severity:
        pairs.append((before.severity, after.severity or ""))
        pairs.append((_peak(before, ranks), _peak(after, ranks)))
    for old, level in pairs:
        if old == level:
            continue
        if old not in ranks or level not in ranks or ranks[level] > ranks[old]:
            yield "severity_lowered"
        else:
            yield "severity_raised"


def _undercut(lines: Sequence[Logged], new: AbstractSet[str]) -> list[tuple[str, str]]:
    """What was the first word on the severity, with each that is now dated before it."""
    first = next((place for place, line in enumerate(lines) if line.id not in new), 0)
    word = getattr(lines[first].entry, "level", "") if first else ""
    return [(word, getattr(line.entry, "level", "")) for line in lines[:first]]


def _peak(incident: Incident, ranks: Mapping[str, int]) -> str:
    return fold.headline_severity(incident.levels, ranks, is_open=False)


def _is_major(incident: Incident) -> bool:
    """Whether nobody stood down since it was last declared to be major."""
    kinds = (line.entry.kind for line in incident.timeline)
    steps = [kind for kind in kinds if kind in ("major_declared", "stood_down")]
    return steps[-1:] == ["major_declared"]


def _edits(before: Incident, after: Incident) -> Iterator[Transition]:
    """What is no new entry: the header, evidence, and entries that are not to change at all."""
    aside = _ASIDE if before.is_closed else _ASIDE | _TOLD
    header = any(
        getattr(before.header, key) != getattr(after.header, key)
        for key in type(after.header).model_fields.keys() - aside
    )
    evidence = any(after.evidence.get(path) != was for path, was in before.evidence.items())
    log = {line.id: line for line in after.log}
    if header or evidence or any(log.get(line.id) != line for line in before.log):
        yield "edited_after_closure" if before.is_closed else "edited"
    if any(line.id not in log for line in before.log):
        yield "deleted"
    untold = before.header.customer_impact is not None and after.header.customer_impact is None
    if untold or before.header.kind != after.header.kind:
        yield "scope_reduced"


def _exposures(before: Incident | None, after: Incident) -> Iterator[Transition]:
    """Who may read it now and could not before, and the other way round."""
    if before is not None:
        levels = list(_audiences(before, after))
        if any(AUDIENCES.index(now) < AUDIENCES.index(was) for was, now in levels):
            yield "audience_widened"
        if any(AUDIENCES.index(now) > AUDIENCES.index(was) for was, now in levels):
            yield "audience_narrowed"
        if _fields(before) - _fields(after):
            yield "audience_widened"
    if _shown(after) - (_shown(before) if before else set()):
        yield "published"


def _audiences(before: Incident, after: Incident) -> Iterator[tuple[Audience, Audience]]:
    yield before.header.audience, after.header.audience
    now = {line.id: after.audience_of(line.entry) for line in after.timeline}
    for line in before.timeline:
        if line.id in now:
            yield before.audience_of(line.entry), now[line.id]


def _fields(incident: Incident) -> set[tuple[str, str, str]]:
    """Single fields that are narrower than their record or entry."""
    found: set[tuple[str, str, str]] = set()
    found |= {("", route, level) for route, level in (incident.header.audiences or {}).items()}
    for line in incident.timeline:
        found |= {(line.id, route, level) for route, level in (line.entry.audiences or {}).items()}
    return found


def _shown(incident: Incident) -> set[str]:
    """What the public reads of it: its face, and the entries that are public."""
    header = incident.header
    if header.audience == "restricted" or (header.audience == "staff" and header.public is None):
        return set()
    face = {header.public.model_dump_json()} if header.public else {header.model_dump_json()}
    public = (x for x in incident.timeline if incident.audience_of(x.entry) == "public")
    return face | {f"{line.id} {line.entry.model_dump_json()}" for line in public}
