"""Policies for people: severity matrix as a table, taxonomy as a tree, sections as a list."""

from collections.abc import Iterator
from typing import Any

from wakebook.model.policy import (
    ApprovalsPolicy,
    Policy,
    PostmortemPolicy,
    SeverityPolicy,
    TaxonomyPolicy,
)
from wakebook.render.asking import in_words
from wakebook.render.page import Facts, Page
from wakebook.render.ruled import table
from wakebook.render.site import Site
from wakebook.render.words import label, slug, when


def pages(site: Site) -> Iterator[Page]:
    """The list and every policy."""
    found = sorted(site.library.policies.items())
    cards = tuple(
        (
            _title(name),
            f"policies/{slug(name)}/",
            p.summary or "",
            site.name(p.owner),
            when(p.review_by),
        )
        for name, p in found
    )
    yield Page(
        "policies/",
        "policies",
        "Policies",
        "policies",
        {"cards": cards},
        "How records are judged.",
        Facts("List", "Policies"),
    )
    for name, policy in found:
        yield _page(site, name, policy)


def _title(name: str) -> str:
    return {"followup": "Follow-up", "postmortem": "Post-mortem"}.get(name, label(name))


def _page(site: Site, name: str, policy: Policy) -> Page:
    values: dict[str, Any] = {
        "heading": f"{_title(name)} policy",
        "summary": policy.summary or "",
        "owner": site.name(policy.owner),
        "review_by": when(policy.review_by),
        "source": f"policies/{name}.yaml",
        "rules": (),
        "tree": (),
        "sections": (),
        "questions": (),
        "table": table(policy, site.name),
        **_shown(site, policy),
    }
    return Page(
        f"policies/{slug(name)}/",
        "policies",
        f"{_title(name)} policy",
        "policy",
        values,
        policy.summary or "",
        Facts("Policy", policy.summary or "", note=f"Policy of {site.name(policy.owner)}"),
    )


def _shown(site: Site, policy: Policy) -> dict[str, Any]:
    match policy:
        case SeverityPolicy():
            return {"rules": tuple(_matrix(site, rule) for rule in reversed(policy.rules))}
        case ApprovalsPolicy():
            return {"questions": in_words(policy, site.name)}
        case TaxonomyPolicy():
            return {"tree": tuple(_tree(site, policy))}
        case PostmortemPolicy():
            rule = policy.on(None)
            return {"sections": tuple((s.title, s.purpose, s.also) for s in rule.sections)}
    return {}


def _matrix(site: Site, rule: Any) -> dict[str, Any]:
    levels = tuple(
        (
            level.id,
            level.title,
            level.description or "",
            level.major,
            site.tones.get(level.id, "s4"),
        )
        for level in rule.levels
    )
    rows = tuple(
        (
            i.title,
            i.description or "",
            tuple(
                (lv := rule.level(i.id, u.id) or "", site.tones.get(lv, "s4"))
                for u in rule.urgencies
            ),
        )
        for i in rule.impacts
    )
    heads = tuple((u.title, u.description or "") for u in rule.urgencies)
    return {"from": when(rule.from_).text, "levels": levels, "rows": rows, "heads": heads}


def _tree(site: Site, policy: TaxonomyPolicy) -> Iterator[tuple[Any, ...]]:
    """Top categories and their parts, with how many incidents each has."""
    count = {c: len(ids) for c, ids in site.by_category.items()}
    for top in policy.categories:
        if top.parent is not None:
            continue
        parts = tuple(_node(c, count) for c in policy.categories if c.parent == top.id)
        yield (*_node(top, count), parts)


def _node(category: Any, count: dict[str, int]) -> tuple[Any, ...]:
    return (
        category.id,
        category.title,
        category.description or "",
        category.fits,
        category.replaced_by or "",
        sum(n for c, n in count.items() if c == category.id or c.startswith(f"{category.id}/")),
        f"incidents/category/{slug(category.id)}/",
    )
