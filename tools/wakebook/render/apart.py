"""Components that share a title, and what tells them apart: where each came from, or its name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from wakebook.model.catalog import Entity, short


def apart(names: Iterable[str], known: Mapping[str, Entity]) -> dict[str, str]:
    """What to say beside the title of each component that shares it with another one, by name.

    A component that is not ``known`` is called what records call it. Titles that differ in letter
    case alone are the same to a reader.
    """
    same: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*names, *known}):
        same[(known[name].title if name in known else name).casefold()].append(name)
    found: dict[str, str] = {}
    for shared in same.values():
        if len(shared) > 1:
            beside = _beside([known.get(name) for name in shared], shared)
            found.update(zip(shared, beside, strict=True))
    return found


def _beside(entities: list[Entity | None], names: list[str]) -> list[str]:
    """The first of what a reader knows that each has and no two have in common; else the names."""
    ways: tuple[Callable[[Entity], str], ...] = (_source, _system, _namespace)
    for way in ways:
        found = [way(entity) if entity is not None else "" for entity in entities]
        if all(found) and len(set(found)) == len(found):
            return found
    return names


def _source(entity: Entity) -> str:
    return entity.imported_from or ""


def _system(entity: Entity) -> str:
    system = entity.spec.get("system")
    return short(system) if isinstance(system, str) else ""


def _namespace(entity: Entity) -> str:
    return entity.metadata.namespace
