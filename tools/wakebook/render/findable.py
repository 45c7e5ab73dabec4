"""Pages as search sees them: a small HTML document each, on shelves that keep their size."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from wakebook.render import prose
from wakebook.render.page import Page

_FULL = 1_500
_LONGEST = 20_000
_RECORD, _OTHER = 10, 3
"""How much a word of the title weighs (Pagefind: 1 for body text)."""
GENERAL = "pages"
"""The shelf of all pages that are no records."""


def shelves(records: Iterable[str]) -> dict[str, str]:
    """The shelf of each year: years are put together until a shelf is full.

    A shelf is indexed as a whole, so a change among many records touches the shelf of its year
    alone; a site of few records has few shelves for the browser to load.
    """
    count = Counter(record[:4] for record in records)
    found: dict[str, str] = {}
    years: list[str] = []
    for year in sorted(count):
        years.append(year)
        if sum(count[y] for y in years) >= _FULL:
            found |= _shelf(years)
            years = []
    return found | _shelf(years)


def _shelf(years: list[str]) -> dict[str, str]:
    name = "-".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    return dict.fromkeys(years, name)


def shelf_of(path: str, known: dict[str, str]) -> str:
    """The shelf of a page: records stand on that of their year."""
    folder, _, rest = path.partition("/")
    if folder in ("incidents", "postmortems") and rest.count("/") == 3:
        return known.get(rest[:4], GENERAL)
    return GENERAL


def document(page: Page) -> str:
    """The page's title, words and filters for Pagefind; empty if it is not to be found."""
    facts = page.facts
    if facts is None:
        return ""
    words = prose.plain(facts.body[:_LONGEST])
    names = ", ".join(
        n for n in (*facts.components, *facts.tags, facts.category) if n != page.title
    )
    weight = _RECORD if page.record else _OTHER
    # Pagefind finds an id as one long word; the search puts a page of that very name first.
    name = page.path.rstrip("/").rpartition("/")[2]
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(page.title)}</title></head>'
        f"<body><main data-pagefind-body>{''.join(_filters(page))}"
        f'<h1 data-pagefind-meta="title" data-pagefind-weight="{weight}">{escape(page.title)}</h1>'
        f'<p data-pagefind-meta="note" data-pagefind-ignore>{escape(facts.note)}</p>'
        f'<p data-pagefind-weight="{weight}">{escape(name)}</p>'
        f'<h4 data-pagefind-meta="names">{escape(names)}</h4>'
        f"<p>{escape(words)}</p></main></body></html>\n"
    )


def _filters(page: Page) -> Iterator[str]:
    facts = page.facts
    if facts is None:
        return
    given = (
        ("kind", (facts.kind,)),
        ("component", facts.components),
        ("severity", (facts.severity,)),
        ("year", (facts.year,)),
        ("category", (facts.category,)),
        ("tag", facts.tags),
    )
    for name, values in given:
        for value in values:
            if value:
                shown = escape(value)
                yield f'<span data-pagefind-filter="{name}" data-pagefind-ignore>{shown}</span>'
    yield f'<span data-pagefind-meta="kind" data-pagefind-ignore>{escape(facts.kind)}</span>'
    if facts.severity:
        severity = escape(facts.severity)
        yield f'<span data-pagefind-meta="severity" data-pagefind-ignore>{severity}</span>'
