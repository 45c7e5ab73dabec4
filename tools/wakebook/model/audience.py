"""What one audience may see of an incident: the narrowest level wins, everywhere."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from wakebook.model.base import AUDIENCES, Audience, Value
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import Entry, Link, Merged
from wakebook.model.log.logged import Logged
from wakebook.model.nameless import nameless

V = TypeVar("V", bound=Value)
_UNSIGNED = {"by": None, "reported_by": None}
_STEP = re.compile(r"[/.]")


def sees(audience: Audience, incident: Incident) -> bool:
    """Whether the audience may know of the incident at all."""
    return _header(incident.header, AUDIENCES.index(audience)) is not None


def seen(
    incident: Incident, audience: Audience, known: AbstractSet[str] | None = None
) -> Incident | None:
    """The incident as the audience may see it, or None.

    A staff incident shows the public its ``public`` block and its public entries, and nothing at
    all without the block. ``known`` holds the incidents and problems that the audience may see:
    links to any other are left out, since an id alone tells something. A file of evidence is shown
    where every entry that names it is. The public never learns who of us wrote an entry: people
    are the staff's business.
    """
    rank = AUDIENCES.index(audience)
    header = _header(incident.header, rank)
    if header is None:
        return None
    unsigned = audience == "public" and incident.header.origin is None
    lines = [
        (line, _visible(incident, line, rank) if _may_point(line, known) else None)
        for line in incident.timeline
    ]
    kept = {
        file.path
        for line, entry in lines
        for file in line.entry.evidence
        if entry is None or file not in entry.evidence
    }
    log = tuple(
        line._replace(entry=_told(entry, kept, unsigned=unsigned))
        for line, entry in lines
        if entry is not None
    )
    shown = {e.path for line in log for e in line.entry.evidence}
    evidence = {p: d for p, d in incident.evidence.items() if p in shown}
    shown_incident = replace(incident, header=header, log=log, evidence=evidence)
    return shown_incident if audience != "public" else _of_nobody(shown_incident)


def _of_nobody(incident: Incident) -> Incident:
    """The incident without our people; a line that has to name one of them is left out."""
    lines = ((line, nameless(line.entry)) for line in incident.log)
    log = tuple(
        line if entry is line.entry else line._replace(entry=entry)
        for line, entry in lines
        if entry is not None
    )
    header = nameless(incident.header) or incident.header
    return replace(incident, header=header, log=log)


def without_small_counts(incident: Incident, least: int) -> Incident:
    """The incident without counts of its impact that are so small that they point at somebody.

    None at all points at nobody, and what others published of their own incident stays.
    """
    impact = incident.header.customer_impact
    if impact is None or incident.header.origin is not None:
        return incident
    kept = tuple(each for each in impact.counts if not 0 < each.count < least)
    shown = impact.model_copy(update={"counts": kept})
    header = incident.header.model_copy(update={"customer_impact": shown})
    return replace(incident, header=header)


def _visible(incident: Incident, line: Logged, rank: int) -> Entry | None:
    """An entry as the audience of a rank may read it, if at all."""
    if AUDIENCES.index(incident.audience_of(line.entry)) > rank:
        return None
    return narrowed(line.entry, line.entry.audiences, rank)


def _told(entry: Entry, kept: AbstractSet[str], *, unsigned: bool) -> Entry:
    """The entry without the files that another one keeps, and for the public unsigned."""
    update: dict[str, object] = dict(_UNSIGNED) if unsigned else {}
    if any(file.path in kept for file in entry.evidence):
        update["evidence"] = tuple(file for file in entry.evidence if file.path not in kept)
    return entry.model_copy(update=update)


def _header(header: Header, rank: int) -> Header | None:
    if AUDIENCES.index(header.audience) <= rank:
        return narrowed(header, header.audiences, rank)
    if header.audience == "restricted" or header.public is None:
        return None
    if "public" in _hidden(header.audiences, rank):
        return None
    face = header.public
    return Header(
        title=face.title,
        kind=header.kind,
        audience="public",
        components=face.components,
        summary=face.summary,
    )


def narrowed(value: V, levels: dict[str, Audience] | None, rank: int) -> V | None:
    """The value without the fields that ``levels`` keeps from the audience of a rank.

    A route into a field hides the whole field. Where a route names no field, or one that cannot
    be left out, the value as a whole is hidden: None.
    """
    if not levels:
        return value
    hidden = _hidden(levels, rank)
    fields = {field.alias or name: name for name, field in type(value).model_fields.items()}
    update: dict[str, object] = {"audiences": None}
    for key in hidden:
        field = type(value).model_fields.get(fields.get(key, ""))
        if field is None or field.is_required():
            return None
        update[fields[key]] = field.get_default(call_default_factory=True)
    return value.model_copy(update=update)


def _hidden(levels: dict[str, Audience] | None, rank: int) -> set[str]:
    """The fields that are kept from the audience of a rank, as a whole."""
    routes = (route for route, level in (levels or {}).items() if AUDIENCES.index(level) > rank)
    return {_STEP.split(route, maxsplit=1)[0] for route in routes}


def _may_point(line: Logged, known: AbstractSet[str] | None) -> bool:
    """Whether an entry points only at what the audience knows."""
    entry = line.entry
    if known is None or not isinstance(entry, Link | Merged):
        return True
    target = entry.into if isinstance(entry, Merged) else entry.to
    looks_like_incident = target[:4].isdigit() and target[4:5] == "-"
    is_elsewhere = ":" in target  # no id of ours has one
    is_problem = entry.kind == "link" and entry.rel == "problem" and not is_elsewhere
    within = looks_like_incident or is_problem
    return not within or target in known
