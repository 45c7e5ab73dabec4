"""Components of the catalog: what each needs, what needs it, and its incidents."""

from collections.abc import Iterator
from typing import Any

from wakebook.model.catalog import Entity, short
from wakebook.render.behind import changes_behind
from wakebook.render.indices import tallied
from wakebook.render.page import Facts, Page
from wakebook.render.paths import runbook_path
from wakebook.render.rows import ActionRow
from wakebook.render.site import Site
from wakebook.render.words import distinct, label, slug

_SHOWN = 100
_LEARNED = 20


def pages(site: Site) -> Iterator[Page]:
    """The overview by system, and a page for each component."""
    components = site.library.catalog.components
    groups: dict[str, list[dict[str, Any]]] = {}
    for entity in components.values():
        system = entity.spec.get("system")
        group = (
            short(system)
            if isinstance(system, str)
            else entity.name
            if entity.kind == "System"
            else ""
        )
        groups.setdefault(group, []).append(_card(site, entity))
    named = sorted(
        (site.component(name)[0] if name else "Other", tuple(cards))
        for name, cards in groups.items()
    )
    values = {"groups": tuple((title, tuple(c for c in cards)) for title, cards in _sorted(named))}
    yield Page(
        "components/",
        "components",
        "Components",
        "components",
        values,
        "What can break, and how often it did.",
        Facts("List", "Components"),
    )
    for entity in components.values():
        yield _page(site, entity)


def _sorted(
    groups: list[tuple[str, tuple[dict[str, Any], ...]]],
) -> list[tuple[str, tuple[dict[str, Any], ...]]]:
    return [(title, tuple(sorted(cards, key=lambda c: str(c["title"])))) for title, cards in groups]


def _card(site: Site, entity: Entity) -> dict[str, Any]:
    ids = site.by_component.get(entity.name, [])
    return {
        "name": entity.name,
        "title": entity.title,
        "type": label(str(entity.spec.get("type", entity.kind.lower())).replace("-", " ")),
        "path": f"components/{distinct(entity.name)}/",
        "tier": entity.tier or "",
        "count": len(ids),
        "open": sum(site.rows[i].is_open for i in ids),
        "text": entity.metadata.description or "",
    }


def _page(site: Site, entity: Entity) -> Page:
    catalog, name = site.library.catalog, entity.name
    ids = site.by_component.get(name, [])
    owner = entity.spec.get("owner")
    values: dict[str, Any] = {
        "card": _card(site, entity),
        "kind": entity.kind,
        "owner": site.name(owner) if isinstance(owner, str) else "",
        "lifecycle": str(entity.spec.get("lifecycle", "")),
        "needs": tuple(_neighbour(site, n) for n in catalog.dependencies(name)),
        "needed_by": tuple(_neighbour(site, n) for n in catalog.dependants.get(name, ())),
        "parts": tuple(
            _neighbour(site, e.name) for e in catalog.components.values() if _within(e, name)
        ),
        "rows": site.listed(ids[:_SHOWN]),
        "lessons": _lessons(site, ids),
        "changes": changes_behind(site, ids)[:_SHOWN],
        "total": len(ids),
        "severities": tallied(site.rows[i].severity for i in ids if site.rows[i].severity),
        "runbooks": tuple(
            (r.header.title, runbook_path(r.id))
            for r in site.library.runbooks.values()
            if name in r.header.components
        ),
        "problems": tuple(
            (p.header.title, f"problems/{slug(p.id)}/")
            for p in site.library.problems.values()
            if name in p.header.components
        ),
        "tones": tuple(site.tones.items()),
    }
    facts = Facts(
        "Component",
        entity.metadata.description or "",
        (entity.title,) if ids else (),
        tags=entity.metadata.tags,
        note=_count(len(ids)),
    )
    return Page(
        f"components/{distinct(name)}/",
        "components",
        entity.title,
        "component",
        values,
        f"{entity.title}: dependencies and incidents.",
        facts,
    )


def _lessons(site: Site, incidents: list[str]) -> tuple[ActionRow, ...]:
    """What its incidents have changed: the done action items that name what is different since."""
    rows = (row for incident in incidents for row in site.actions_of(incident))
    return tuple(row for row in rows if row.status == "done" and row.changes)[:_LEARNED]


def _within(entity: Entity, system: str) -> bool:
    named = entity.spec.get("system")
    return isinstance(named, str) and short(named) == system


def _neighbour(site: Site, name: str) -> tuple[str, str, int]:
    return (*site.component(name), len(site.by_component.get(name, ())))


def _count(number: int) -> str:
    return f"{number or 'no'} incident{'' if number == 1 else 's'}"
