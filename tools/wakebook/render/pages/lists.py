"""Lists of incidents: all, by year and month, by severity, category and tag."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from wakebook.render.page import Facts, Page
from wakebook.render.site import Site
from wakebook.render.words import distinct, month_name, slug

_WHOLE = 150
"""How many incidents a list shows; longer lists lead to months and to the search."""


def pages(site: Site) -> Iterator[Page]:
    """The index and every list that has at least one incident."""
    yield _index(site)
    yield from _years(site)
    for key, ids in site.by_month.items():
        title = f"{month_name(int(key[5:]))} {key[:4]}"
        crumbs = ((f"incidents/{key[:4]}/", key[:4]),)
        yield _list(f"{key[:4]}/{key[5:]}/", title, ids, site, crumbs=crumbs)
    for level, ids in site.by_severity.items():
        yield _list(
            f"severity/{slug(level)}/", f"Severity {level}", ids, site, search=("severity", level)
        )
    for category, ids in sorted(site.by_family.items()):
        title = site.category(category)
        yield _list(f"category/{slug(category)}/", title, ids, site, search=("category", title))
    for tag, ids in site.by_tag.items():
        yield _list(f"tag/{distinct(tag)}/", f"Tag {tag}", ids, site, search=("tag", tag))


def _list(
    path: str,
    title: str,
    ids: Sequence[str],
    site: Site,
    *,
    crumbs: tuple[tuple[str, str], ...] = (),
    search: tuple[str, str] | None = None,
) -> Page:
    values: dict[str, Any] = {
        "heading": title,
        "crumbs": (("incidents/", "Incidents"), *crumbs),
        "rows": site.listed(ids[:_WHOLE]),
        "total": len(ids),
        "search": search,
        "months": (),
    }
    about = f"{len(ids)} incidents: {title}"
    return Page(f"incidents/{path}", "incidents", title, "list", values, about, Facts("List"))


def _index(site: Site) -> Page:
    values: dict[str, Any] = {
        "unreadable": site.unreadable,
        "rows": tuple(site.rows.values())[:60],
        "total": len(site.rows),
        "years": tuple(Counter(incident[:4] for incident in site.rows).items()),
        "severities": tuple(
            (s, f"incidents/severity/{slug(s)}/", len(i), site.tones.get(s, "s4"))
            for s, i in sorted(site.by_severity.items())
        ),
        "categories": tuple(
            (*site.category_list(c), len(i))
            for c, i in sorted(site.by_family.items())
            if "/" not in c
        ),
        "tags": tuple(
            (t, f"incidents/tag/{distinct(t)}/", len(i)) for t, i in sorted(site.by_tag.items())
        ),
    }
    return Page(
        "incidents/",
        "incidents",
        "Incidents",
        "incidents",
        values,
        "Every incident by year, severity and category.",
        Facts("List", "Incidents"),
    )


def _years(site: Site) -> Iterator[Page]:
    for year in sorted({key[:4] for key in site.by_month}):
        months = sorted((k for k in site.by_month if k[:4] == year), reverse=True)
        ids = [i for key in months for i in site.by_month[key]]
        page = _list(f"{year}/", year, ids, site)
        listed = tuple(
            (f"incidents/{k[:4]}/{k[5:]}/", month_name(int(k[5:])), len(site.by_month[k]))
            for k in months
        )
        shown = page.values["rows"] if len(ids) <= _WHOLE else page.values["rows"][:50]
        yield page._replace(values={**page.values, "months": listed, "rows": shown})
