"""The catalog: facts about the organisation as Backstage entities, read as they are.

Source of the shapes: Backstage software catalog, descriptor format v1alpha1/v1beta1. Unknown keys
are kept out of the way, never refused: the files belong to another tool.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from typing import Any

from pydantic import ConfigDict, Field

from wakebook.model.base import Items, Value
from wakebook.model.calendar import Calendar, CalendarSpec
from wakebook.model.finding import Route
from wakebook.model.shape import fit

PEOPLE = {"User": "user", "Group": "group", "Vendor": "vendor"}
IMPORTED_FROM = "wakebook.dev/imported-from"
"""The annotation that names the page or tool whose component it is; another's names mean others."""
_ASIDE = frozenset({*PEOPLE, "Location", "Check", "Calendar"})
"""Kinds of which nothing can break."""


class Metadata(Value):
    """Name and description of an entity."""

    model_config = ConfigDict(extra="ignore")

    name: str = Field(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$")
    namespace: str = "default"
    title: str | None = None
    description: str | None = None
    annotations: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, str] = Field(default_factory=dict)
    tags: Items[str] = ()
    links: Items[dict[str, Any]] = ()


class Entity(Value):
    """One Backstage entity; ``spec`` is kept as it was written."""

    model_config = ConfigDict(extra="ignore")

    apiVersion: str  # noqa: N815 - Backstage's own key
    kind: str
    metadata: Metadata
    spec: dict[str, Any] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that records use."""
        return self.metadata.name

    @property
    def title(self) -> str:
        """The name for a reader."""
        profile = self.spec.get("profile")
        shown = profile.get("displayName") if isinstance(profile, dict) else None
        return self.metadata.title or (shown if isinstance(shown, str) else None) or self.name

    @property
    def type(self) -> str:
        """``kind:type`` in lower case, such as ``component:service``."""
        kind = self.kind.lower()
        of = self.spec.get("type")
        return f"{kind}:{of}" if isinstance(of, str) else kind

    @property
    def tier(self) -> str | None:
        """The service tier, from the annotation ``wakebook.dev/tier``."""
        return self.metadata.annotations.get("wakebook.dev/tier")

    @property
    def imported_from(self) -> str | None:
        """The source that a component was imported from, by the annotation."""
        return self.metadata.annotations.get(IMPORTED_FROM)

    def names(self, key: str) -> tuple[str, ...]:
        """The bare names in a relation of ``spec``, such as ``dependsOn``."""
        value = self.spec.get(key)
        listed = value if isinstance(value, list) else [value]
        return tuple(short(item) for item in listed if isinstance(item, str))


def _among(spec: dict[str, Any], names: Set[str]) -> dict[str, Any]:
    """A spec whose relations lead only to these names; who owns and what type it is stay."""
    kept: dict[str, Any] = {
        key: spec[key] for key in ("type", "lifecycle", "owner", "profile") if key in spec
    }
    for key in ("dependsOn", "consumesApis", "providesApis", "system"):
        value = spec.get(key)
        if isinstance(value, list):
            kept[key] = [v for v in value if isinstance(v, str) and short(v) in names]
        elif isinstance(value, str) and short(value) in names:
            kept[key] = value
    return kept


def short(reference: str) -> str:
    """The bare name of a Backstage entity reference ``[kind:][namespace/]name``."""
    return reference.rpartition(":")[2].rpartition("/")[2]


@dataclass(frozen=True)
class Catalog:
    """All entities, in the order of files.

    For findings ``where`` gives the file and ``position`` the place in it, from 0, of each
    ``Kind:name``.
    """

    entities: tuple[Entity, ...] = ()
    where: dict[str, str] = field(default_factory=dict)
    position: dict[str, int] = field(default_factory=dict)

    def place(self, entity: Entity, *steps: str | int) -> Route:
        """Where a part of an entity stands, for findings."""
        key = f"{entity.kind}:{entity.name}"
        return (self.where[key], self.position[key], *steps)

    @property
    def users(self) -> Iterator[Entity]:
        """The single people."""
        return (entity for entity in self.entities if entity.kind == "User")

    @cached_property
    def people(self) -> dict[str, Entity]:
        """Users, groups and vendors by ``user:name`` and so on."""
        return {f"{PEOPLE[e.kind]}:{e.name}": e for e in self.entities if e.kind in PEOPLE}

    @cached_property
    def components(self) -> dict[str, Entity]:
        """Everything that can break, by name: components, resources, APIs, systems, domains."""
        return {e.name: e for e in self.entities if e.kind not in _ASIDE}

    def calendar(self, name: str, zone: tzinfo) -> Calendar | None:
        """The calendar of this name, if there is one that is sound; ``zone`` is the repository's.

        What is wrong with one is a finding of its own.
        """
        found = (e for e in self.entities if e.kind == "Calendar" and e.name == name)
        entity = next(found, None)
        spec = fit(CalendarSpec, entity.spec, zone=zone) if entity else None
        return Calendar.of(spec, zone) if isinstance(spec, CalendarSpec) else None

    def only(self, names: Set[str]) -> "Catalog":
        """The components of these names, and groups, without relations to anything else."""
        kept = tuple(
            entity.model_copy(update={"spec": _among(entity.spec, names)})
            for entity in self.entities
            if entity.kind == "Group" or (entity.name in names and entity.kind not in _ASIDE)
        )
        return Catalog(kept, self.where, self.position)

    def dependencies(self, name: str) -> tuple[str, ...]:
        """What a component needs: ``dependsOn`` and ``consumesApis``."""
        entity = self.components.get(name)
        if entity is None:
            return ()
        return tuple(dict.fromkeys(entity.names("dependsOn") + entity.names("consumesApis")))

    @cached_property
    def dependants(self) -> dict[str, tuple[str, ...]]:
        """What needs a component, by the component's name."""
        needed: dict[str, list[str]] = {}
        for name in self.components:
            for other in self.dependencies(name):
                needed.setdefault(other, []).append(name)
        return {name: tuple(users) for name, users in needed.items()}
