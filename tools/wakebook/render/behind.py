"""Changes behind incidents, asked from what the incidents have in common."""

from collections.abc import Iterable
from typing import NamedTuple

from wakebook.model.source import page_of
from wakebook.render.rows import Row
from wakebook.render.site import Site


class Behind(NamedTuple):
    """A change that caused incidents; ``page`` is empty where nobody knows one."""

    words: str
    page: str
    incidents: tuple[Row, ...]


def named(reference: str, title: str = "") -> str:
    """A reference for a reader, behind its title; pages show commits' ids short."""
    return f"{title} ({reference})" if title else reference


def address_of(reference: str) -> str:
    """Where a reader finds what a reference names; empty where nobody knows."""
    return reference if reference.startswith(("https://", "http://")) else page_of(reference)


def changes_behind(site: Site, incidents: Iterable[str]) -> tuple[Behind, ...]:
    """The changes that these incidents name as their cause, as far as the audience may see it."""
    found: dict[str, list[Row]] = {}
    titles: dict[str, str] = {}
    for incident in incidents:
        if incident not in site.rows:
            continue
        links = site.cards[incident].links
        titles = dict(site.cards[incident].titles) | titles
        for target in dict.fromkeys(to for rel, to in links if rel == "caused_by_change"):
            found.setdefault(target, []).append(site.rows[incident])
    return tuple(
        Behind(named(to, titles.get(to, "")), address_of(to), tuple(rows))
        for to, rows in found.items()
    )
