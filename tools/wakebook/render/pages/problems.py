"""Problems and known errors: the list, and a page each."""

from collections.abc import Iterator
from typing import Any

from wakebook.model.problem import Problem
from wakebook.render.behind import changes_behind
from wakebook.render.page import Facts, Page
from wakebook.render.site import Site
from wakebook.render.words import label, slug


def pages(site: Site) -> Iterator[Page]:
    """The list and every problem that the audience may see."""
    found = sorted(site.library.problems.values(), key=lambda p: p.id)
    cards = tuple(
        (
            p.header.title,
            _path(p),
            label(p.header.state),
            len(site.listed(p.header.incidents)),
            bool(p.header.workaround),
        )
        for p in found
    )
    yield Page(
        "problems/",
        "problems",
        "Problems",
        "problems",
        {"cards": cards},
        "Causes of more than one incident, and what helps meanwhile.",
        Facts("List", "Problems, known errors"),
    )
    for problem in found:
        yield _page(site, problem)


def _path(problem: Problem) -> str:
    return f"problems/{slug(problem.id)}/"


def _page(site: Site, problem: Problem) -> Page:
    header = problem.header
    values: dict[str, Any] = {
        "heading": header.title,
        "state": label(header.state),
        "description": header.description or "",
        "workaround": header.workaround or "",
        "owner": site.name(header.owner) if header.owner else "",
        "components": tuple(site.component(name) for name in header.components),
        "categories": tuple(site.category_list(c) for c in header.categories),
        "references": tuple((r.system, r.id, r.url or "") for r in header.references),
        "rows": site.listed(header.incidents),
        "changes": changes_behind(site, header.incidents),
    }
    body = "\n\n".join((header.description or "", header.workaround or ""))
    facts = Facts(
        "Problem",
        body,
        tuple(t for t, _ in values["components"]),
        tags=header.tags,
        note=label(header.state),
    )
    return Page(_path(problem), "problems", header.title, "problem", values, header.title, facts)
