"""Runbooks: the list, and a page each."""

import re
from collections.abc import Iterator
from typing import Any

from wakebook.model.runbook import Runbook
from wakebook.render import prose
from wakebook.render.page import Facts, Page
from wakebook.render.paths import runbook_path
from wakebook.render.site import Site
from wakebook.render.words import when


def pages(site: Site) -> Iterator[Page]:
    """The list and every runbook that the audience may see."""
    found = sorted(site.library.runbooks.values(), key=lambda r: r.header.title)
    cards = tuple(
        (
            r.header.title,
            runbook_path(r.id),
            site.name(r.header.owner),
            _components(site, r),
            _lead(r),
        )
        for r in found
    )
    yield Page(
        "runbooks/",
        "runbooks",
        "Runbooks",
        "runbooks",
        {"cards": cards},
        "What to do when it happens again.",
        Facts("List", "Runbooks"),
    )
    for runbook in found:
        yield _page(site, runbook)


def _lead(runbook: Runbook) -> str:
    """What it is for: the first paragraph that is no heading."""
    paragraphs = (part.strip() for part in re.split(r"\n[ \t]*\n", runbook.body))
    # A heading may stand right above its paragraph.
    bare = (re.sub(r"\A(?:#{1,6} [^\n]*(?:\n|\Z))+", "", part) for part in paragraphs)
    return prose.plain(next((part for part in bare if part), "")[:800], 160)


def _components(site: Site, runbook: Runbook) -> tuple[tuple[str, str], ...]:
    return tuple(site.component(name) for name in runbook.header.components)


def _page(site: Site, runbook: Runbook) -> Page:
    header = runbook.header
    applied = site.by_runbook.get(runbook.id, [])
    near = [i for name in header.components for i in site.by_component.get(name, ())]
    near += [i for name in header.categories for i in site.by_family.get(name, ())]
    near = [i for i in near if i not in applied]
    lessons = site.lessons.get(runbook.id, ())
    values: dict[str, Any] = {
        "heading": header.title,
        "body": runbook.body,
        "owner": site.name(header.owner),
        "review_by": when(header.review_by) if header.review_by else None,
        "components": _components(site, runbook),
        "categories": tuple(site.category_list(c) for c in header.categories),
        "applied": site.listed(applied),
        "lessons": tuple(row for row in lessons if row.status == "done"),
        "promised": tuple(row for row in lessons if row.is_open),
        "rows": site.listed(sorted(set(near), reverse=True)[:8]),
    }
    facts = Facts(
        "Runbook",
        runbook.body,
        tuple(title for title, _ in _components(site, runbook)),
        tags=header.tags,
        note=f"Runbook of {site.name(header.owner)}",
    )
    return Page(
        runbook_path(runbook.id),
        "runbooks",
        header.title,
        "runbook",
        values,
        _lead(runbook),
        facts,
    )
