"""Which checks are run for an incident."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wakebook.model.catalog import Catalog
from wakebook.model.checks import Check, checks_of, is_check
from wakebook.model.incident import Incident
from wakebook.rules.nearest import did_you_mean


class Wanted(NamedTuple):
    """The checks to run, in the order of the catalog, and what stands in the way of others."""

    checks: tuple[Check, ...] = ()
    objections: tuple[str, ...] = ()


def wanted(catalog: Catalog, incident: Incident, named: Sequence[str] = ()) -> Wanted:
    """The checks of these names, or those of the incident's components where none is named."""
    known = {check.name: check for check in checks_of(catalog)}
    broken = _broken(catalog, known)
    if named:
        lost = tuple(_lost(name, known, broken) for name in named if name not in known)
        return Wanted(tuple(check for name, check in known.items() if name in named), lost)
    touched = set(incident.components)
    chosen = (check for check in known.values() if touched & {*check.spec.components})
    unread = tuple(_unread(name) for name, parts in broken.items() if touched & {*parts})
    return Wanted(tuple(chosen), unread)


def _broken(catalog: Catalog, known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Checks that do not say what they mean, with the components that they name."""
    entities = (entity for entity in catalog.entities if is_check(entity))
    return {e.name: e.names("components") for e in entities if e.name not in known}


def _lost(name: str, known: Iterable[str], broken: Iterable[str]) -> str:
    if name in broken:
        return _unread(name)
    return f"there is no check {name}; {did_you_mean(name, known, 'see --list')}"


def _unread(name: str) -> str:
    return f"the check {name} does not say what it means; `wakebook check catalog` tells where"


def advice(incident: Incident) -> Iterator[str]:
    """What can be done where no check tells of an incident's components."""
    parts = ", ".join(incident.components)
    yield f"no check tells of {parts}" if parts else f"{incident.id} names no component"
    part = incident.components[0] if incident.components else "COMPONENT"
    yield "add a check to a file in catalog/, such as:"
    yield "  apiVersion: wakebook.dev/v1"
    yield "  kind: Check"
    yield "  metadata: {name: home}"
    yield f'  spec: {{type: http, components: [{part}], url: "https://..."}}'
    yield "or whoever has tried it confirms it, under their own account:"
    yield f'  wakebook log --incident {incident.id[11:]} --confirm restoration "what you tried"'
