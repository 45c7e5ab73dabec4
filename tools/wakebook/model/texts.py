"""The texts of a record, each with its place and the widest audience that may read it.

This is a second reading of the same words as ``audience.seen``, on purpose apart from it: what the
one forgets to take away, the other still knows to be hidden.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from wakebook.model.base import AUDIENCES, Audience, Value, narrowest
from wakebook.model.finding import Route
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import Entry
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook

_WORDS_OF_THE_FORMAT = frozenset(
    {
        "audience",
        "audiences",
        "categories",
        "category",
        "corrects",
        "entries_audience",
        "entry",
        "kind",
        "rel",
        "waivers",
    }
)
"""Keys whose values are words of the format or a policy, ids of entries, and waivers unshown."""
PEOPLE = frozenset({"authors", "by", "from", "owner", "reported_by", "vendor", "who"})
"""Keys that name somebody by the catalog's name."""
_STEP = re.compile(r"[/.]")


class Said(NamedTuple):
    """A text of a record, and who may read it: this audience and every narrower one.

    ``common`` is whether others may well say the same, such as words of a template.
    """

    route: Route
    text: str
    audience: Audience
    common: bool = False


def reach(incident: Incident) -> Audience:
    """The widest audience that may know of an incident at all."""
    header = incident.header
    if header.audience != "staff" or header.public is None:
        return header.audience
    return min(header.audience, _of_face(header), key=AUDIENCES.index)


def _of_face(header: Header) -> Audience:
    """Who may read the face that a staff header has for others."""
    steps = ((_STEP.split(route, maxsplit=1)[0], each) for route, each in _levels(header))
    return next((level for key, level in steps if key == "public"), "public")


def _levels(header: Header) -> Iterator[tuple[str, Audience]]:
    """The narrower fields, the narrowest first."""
    listed = (header.audiences or {}).items()
    yield from sorted(listed, key=lambda pair: AUDIENCES.index(pair[1]), reverse=True)


def of_incident(incident: Incident, known: Mapping[str, Audience] | None = None) -> Iterator[Said]:
    """Every text of header and log; ``known`` holds the reach of other records by their ids.

    What was put right later is no wider than what stands in its place.
    """
    yield from _of_header(incident.header)
    least = reach(incident)
    corrected = {line.id: line.entry for line in incident.timeline}
    for line in incident.log:
        right = corrected.get(line.id, line.entry)
        level = narrowest(least, _level(incident, right, known or {}))
        for entry in (line.entry,) if right is line.entry else (line.entry, right):
            made = getattr(entry, "template", None) is not None
            for said in _narrowed(entry, ("timeline", line.id), level, right.audiences):
                yield said._replace(common=made) if made else said


def _of_header(header: Header) -> Iterator[Said]:
    for said in _narrowed(header, (), header.audience, header.audiences):
        if said.route[0] != "public" or header.audience == "restricted":
            yield said
        else:
            yield said._replace(audience=_of_face(header))


def _level(incident: Incident, entry: Entry, known: Mapping[str, Audience]) -> Audience:
    """Who may read an entry; one that points at a record is no wider than that record."""
    own = incident.audience_of(entry)
    target = getattr(entry, "into", None) or getattr(entry, "to", None)
    pointing = entry.kind in ("link", "merged") and isinstance(target, str)
    return narrowest(own, known.get(target, own)) if pointing and target else own


def of_postmortem(postmortem: Postmortem, known: Mapping[str, Audience]) -> Iterator[Said]:
    """Every text of a post-mortem; it is no wider than the incidents that it is about."""
    header = postmortem.header
    about = (known.get(incident, "restricted") for incident in header.incidents)
    level = narrowest(header.audience, *about)
    yield from _narrowed(header, (), level, header.audiences)
    yield from _of_body(postmortem.body, level)


def of_action(action: Action, incident: Incident | None) -> Iterator[Said]:
    """Every text of an action item; without an audience of its own it has its incident's."""
    if incident is None:
        level: Audience = "restricted"
    else:
        level = narrowest(action.item.audience or incident.header.audience, reach(incident))
    yield from _narrowed(action.item, (), level, None)


def of_shared(record: Runbook | Problem) -> Iterator[Said]:
    """Every text of a runbook or a problem."""
    yield from _narrowed(record.header, (), record.header.audience, None)
    if isinstance(record, Runbook):
        yield from _of_body(record.body, record.header.audience)


def _of_body(body: str, level: Audience) -> Iterator[Said]:
    for number, line in enumerate(body.split("\n"), 1):
        if line.strip():
            yield Said(("body", number), line, level)


def _narrowed(
    value: Value, route: Route, level: Audience, levels: Mapping[str, Audience] | None
) -> Iterator[Said]:
    narrow = {_STEP.split(name, maxsplit=1)[0]: each for name, each in (levels or {}).items()}
    for name, key in _fields(type(value)):
        given = getattr(value, name)
        if given is not None and given != ():
            own = narrowest(level, narrow[key]) if key in narrow else level
            for inner, text in strings(given, (*route, key)):
                yield Said(inner, text, own)


@cache
def _fields(model: type[Value]) -> tuple[tuple[str, str], ...]:
    """The fields that hold texts of people, each with its key in a file."""
    named = ((name, field.alias or name) for name, field in model.model_fields.items())
    return tuple((name, key) for name, key in named if key not in _WORDS_OF_THE_FORMAT)


def strings(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Every text in a value, with its place; words of the format are none."""
    match value:
        case str():
            yield route, value
        case Value():
            for name, key in _fields(type(value)):
                yield from strings(getattr(value, name), (*route, key))
        case tuple() | list():
            for number, each in enumerate(value):
                yield from strings(each, (*route, number))
        case dict():
            for key, each in value.items():
                yield from strings(each, (*route, str(key)))
