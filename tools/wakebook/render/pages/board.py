"""The board: what is open now, what happened lately, what is still to be done."""

from collections.abc import Iterator
from statistics import median
from typing import Any

from wakebook.render.charts import columns
from wakebook.render.page import Page
from wakebook.render.paths import postmortem_path
from wakebook.render.site import Site
from wakebook.render.words import counted, month_name, seconds

_RECENT = 12


def pages(site: Site) -> Iterator[Page]:
    """The one board."""
    opened = [row for row in site.rows.values() if row.is_open]
    recent = [row for row in site.rows.values() if not row.is_open]
    actions = [a for a in site.backlog if a.is_open]
    values: dict[str, Any] = {
        "unreadable": site.unreadable,
        "open": tuple((row, _last(site, row.id)) for row in opened),
        "recent": tuple(recent[:_RECENT]),
        "figures": tuple(_figures(site, len(opened), len(actions))),
        "months": _months(site) if site.rows else None,
        "counted": site.counted is not None,
        "actions": tuple(actions[:6]),
        "actions_left": max(len(actions) - 6, 0),
        "waiting": tuple(_waiting(site))[:6],
        "postmortems": tuple(
            (_title(site, p.incidents, p.title), postmortem_path(p.id))
            for p in site.postmortems[:5]
        ),
    }
    yield Page(
        "",
        "board",
        site.library.settings.title,
        "board",
        values,
        "What is open, what happened lately and what is still to be done.",
    )


def _title(site: Site, incidents: tuple[str, ...], title: str) -> str:
    listed = site.listed(incidents)
    return title or (listed[0].title if listed else incidents[0])


def _last(site: Site, incident: str) -> dict[str, Any]:
    """What an open incident's card says: who leads, and the last word."""
    card = site.cards[incident]
    return {
        "commander": site.name(card.commander) if card.commander else "",
        "text": card.last,
        "at": card.last_at,
    }


def _figures(site: Site, opened: int, actions: int) -> Iterator[tuple[str, str, str]]:
    """At a glance, by calendar year, since a page has no clock."""
    years = sorted({i[:4] for i, row in site.rows.items() if row.kind == "incident"})
    yield "Open now", str(opened), "being worked on"
    if years:
        year = years[-1]
        own = [c for i, c in site.cards.items() if i[:4] == year and c.kind == "incident"]
        yield f"Incidents in {year}", str(len(own)), f"{counted(len(site.rows), 'record')} in all"
        known = [c.seconds for c in own if not c.is_open and c.seconds is not None]
        if known:
            about = f"to restoration, of {counted(len(known), 'incident')} where it is known"
            yield f"Median duration in {year}", seconds(median(known)), about
    yield "Open actions", str(actions), "not done yet"


def _months(site: Site) -> dict[str, Any]:
    """The twelve months up to the newest record."""
    newest = next(iter(site.rows))
    last = int(newest[:4]) * 12 + int(newest[5:7]) - 1
    counts: list[tuple[str, int]] = []
    for month in range(last - 11, last + 1):
        key = f"{month // 12}-{month % 12 + 1:02}"
        name = f"{month_name(month % 12 + 1)[:3]} {month // 12}"
        ids = site.by_month.get(key, ())
        counts.append((name, sum(site.rows[i].kind == "incident" for i in ids)))
    return {
        "columns": columns(counts),
        "first": counts[0][0],
        "last": counts[-1][0],
        "table": tuple(counts),
    }


def _waiting(site: Site) -> Iterator[Any]:
    """Incidents that we ended, of a major severity, without a post-mortem."""
    policy = site.library.severity
    major = (
        {level.id for rule in policy.rules for level in rule.levels if level.major}
        if policy
        else set()
    )
    for row in site.rows.values():
        missing = row.severity in major and not row.is_open and row.id not in site.postmortems_of
        if missing and site.cards[row.id].ours:
            yield row
