"""Where a cause can lie: the components of an incident and all that they depend on."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wakebook.model.catalog import Catalog


class Reached(NamedTuple):
    """A component that an incident can come from, ``distance`` steps away over ``via``."""

    distance: int
    via: str | None


def reach(catalog: Catalog, components: Iterable[str]) -> dict[str, Reached]:
    """Every component that the given ones are, or depend on, the nearest first.

    A system is its parts, and an API is who provides it. Cycles end where they were begun.
    """
    found = {name: Reached(0, None) for name in components}
    rows = list(found)
    parts = _parts(catalog)
    while rows:
        following = []
        for name in rows:
            for other in (*catalog.dependencies(name), *parts.get(name, ())):
                if other not in found:
                    found[other] = Reached(found[name].distance + 1, name)
                    following.append(other)
        rows = following
    return found


def _parts(catalog: Catalog) -> dict[str, list[str]]:
    """What stands behind a system or an API."""
    found: dict[str, list[str]] = {}
    for name, entity in catalog.components.items():
        for whole in _wholes(entity.names("system"), entity.names("providesApis")):
            found.setdefault(whole, []).append(name)
    return found


def _wholes(systems: tuple[str, ...], apis: tuple[str, ...]) -> Iterator[str]:
    yield from systems
    yield from apis
