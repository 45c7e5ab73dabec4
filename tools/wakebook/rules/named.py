"""Who and what a record names, with the places where it names them."""

from collections.abc import Container, Iterator
from typing import Any

from wakebook.model.finding import Route
from wakebook.model.gate.case import PolicyCases
from wakebook.model.incident import Incident
from wakebook.model.log import CLASSES, Correction, Entry
from wakebook.model.log.logged import Logged
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook

_WHO = ("by", "reported_by", "from_", "to", "who", "owner", "vendor")
_NOBODY = ("none", None)
FREE = ("system:", "external:")
"""Names that need no entry in the catalog begin so."""


def _who_fields(cls: type[Entry]) -> tuple[str, ...]:
    """The fields of a kind that name somebody; ``to`` of a link or a delivery does not."""
    names = [name for name in _WHO if name in cls.model_fields]
    if cls.__name__ != "RoleChange":
        names = [name for name in names if name not in ("from_", "to")]
    return tuple(names)


_FIELDS = {cls: _who_fields(cls) for cls in CLASSES}


def strangers_of_log(incident: Incident, known: Container[str]) -> Iterator[tuple[Route, str]]:
    """Whoever the log names and ``known`` does not hold, with authors of corrections.

    ``system:`` and ``external:`` are strangers by their nature and left out.
    """
    for line in incident.timeline:
        yield from _strangers_of(line, known)
    for line in incident.log:
        if line.entry.__class__ is Correction:
            yield from _strangers_of(line, known)


def _strangers_of(line: Logged, known: Container[str]) -> Iterator[tuple[Route, str]]:
    entry: Any = line.entry
    for name in _FIELDS[entry.__class__]:
        who = getattr(entry, name)
        if who in known or who in _NOBODY or who.startswith(FREE):
            continue
        yield ("timeline", line.id, name.rstrip("_")), who


def people_of_header(header: Any) -> Iterator[tuple[Route, str]]:
    """Everyone that a header, a post-mortem's front matter, an action or a policy names."""
    for number, waiver in enumerate(getattr(header, "waivers", ())):
        yield ("waivers", number, "by"), waiver.by
    for number, author in enumerate(getattr(header, "authors", ())):
        yield ("authors", number), author
    owner = getattr(header, "owner", None)
    if owner is not None:
        yield ("owner",), owner
    resolution = getattr(header, "resolution", None)
    for number, action in enumerate(resolution.actions if resolution else ()):
        if action.by is not None:
            yield ("resolution", "actions", number, "by"), action.by


def people_of_cases(cases: PolicyCases) -> Iterator[tuple[Route, str]]:
    """Everyone of the catalog whom cases name; of a made-up member it is the team."""
    for number, case in cases.cases.items():
        for route, who in case.named.items():
            kind, _, name = who.partition(":")
            if kind == "member":
                yield (number, *route), f"group:{name.partition('/')[0]}"
            elif name and kind != "system":
                yield (number, *route), who


def components_of(record: Incident | Runbook | Problem) -> Iterator[tuple[Route, str]]:
    """Every component that a record names, and where."""
    for number, name in enumerate(record.header.components):
        yield ("components", number), name
    if not isinstance(record, Incident):
        return
    for line in record.by_kind.get("impact", ()):
        entry: Any = line.entry
        yield ("timeline", line.id, "component"), entry.component
    for line in record.by_kind.get("classification", ()):
        entry = line.entry
        for number, name in enumerate(entry.components or ()):
            yield ("timeline", line.id, "components", number), name


def categories_of(record: Incident | Runbook | Problem) -> Iterator[tuple[Route, str]]:
    """Every category that a record names, and where."""
    if not isinstance(record, Incident):
        for number, name in enumerate(record.header.categories):
            yield ("categories", number), name
        return
    if record.header.category is not None:
        yield ("category",), record.header.category
    for line in record.by_kind.get("classification", ()):
        entry: Any = line.entry
        if entry.category is not None:
            yield ("timeline", line.id, "category"), entry.category
