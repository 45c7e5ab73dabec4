"""The page of one incident: facts, windows, timeline, links both ways, what was learned."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.runbook import path_of
from wakebook.render import prose
from wakebook.render.charts import windows
from wakebook.render.entries import Line, line
from wakebook.render.lasting import lasted
from wakebook.render.page import Draft, Facts, Page, key
from wakebook.render.paths import postmortem_path
from wakebook.render.related import relations
from wakebook.render.rows import Row
from wakebook.render.similar import Near, similar
from wakebook.render.site import Site
from wakebook.render.worded import face_waits, worded, wording_of
from wakebook.render.words import (
    When,
    distinct,
    due,
    label,
    long_date,
    month_name,
    seconds,
    span,
    when,
)

_STEPS = (
    ("Started", "started", None),
    ("Detected", "detected", "started"),
    ("Declared", "declared", "detected"),
    ("Identified", "identified", "started"),
    ("Mitigated", "mitigated", "started"),
    ("Resolved", "resolved", "started"),
)

_SINCE = {"started": "the beginning", "detected": "the detection"}

_GROUPS = (("milestone", "Milestones"), ("decision", "Decisions"), ("said", "Updates"))

_Listed = tuple[tuple[tuple[Row, str], ...], tuple[tuple[Row, str], ...]]
"""Similar incidents as rows with reasons: earlier ones, later ones."""


class Day(NamedTuple):
    """The entries of one UTC day, or of an unknown one."""

    title: str
    lines: tuple[Line, ...]


def pages(site: Site) -> Iterator[Draft]:
    """A page for each incident that the audience may see."""
    alike = similar(site)
    for incident, row in site.rows.items():
        near = _near(site, alike[incident])
        about = (row, near, _owed(site, incident), *_around(site, incident))
        known = key(site.digests[incident], site.common, about)
        yield Draft(row.path, known, partial(_page, site, incident, near), incident)


def _near(site: Site, found: Near) -> _Listed:
    earlier = tuple((site.rows[other], why) for other, why in found.earlier)
    return earlier, tuple((site.rows[other], why) for other, why in found.later)


def _around(site: Site, incident: str) -> tuple[object, ...]:
    """What other records contribute to the page of an incident."""
    back = site.links_back.get(incident, ())
    own = [target for _, target in site.cards[incident].links]
    return (
        back,
        site.listed([source for _, source in back]),
        site.listed(own),
        site.problems_of.get(incident, ()),
        site.postmortems_of.get(incident, ()),
        site.runbooks_of(incident),
        tuple(site.runbook(path_of(name)) for name in site.cards[incident].runbooks),
    )


def _page(site: Site, record: str, near: _Listed) -> Page:
    incident = site.library.incidents[record]
    row, header = site.rows[incident.id], incident.header
    days = tuple(_days(site, incident))
    summary = prose.plain(header.summary, 180) if header.summary else row.title
    values: dict[str, Any] = {
        "row": row,
        "summary": header.summary or "",
        "public_face": header.audience == "staff" and header.public is not None,
        "audience": header.audience,
        "face_waits": face_waits(site, incident),
        "steps": tuple(_steps(incident)),
        "chart": windows(incident, lambda name: site.component(name)[0]),
        "days": days,
        "groups": _groups(days),
        "facts": _facts(site, incident),
        "impact": _impact(incident),
        "resolution": _resolution(site, incident),
        "stated": tuple((s.measure, _stated(s.value), s.clock) for s in header.stated),
        "references": tuple((r.system, r.id, r.url or "") for r in header.references),
        "origin": (header.origin.system, header.origin.url or "") if header.origin else None,
        "links": tuple(relations(site, incident)),
        "earlier": near[0],
        "later": near[1],
        "postmortems": tuple(
            (p.title or "Post-mortem", postmortem_path(p.id))
            for p in site.postmortems_of.get(incident.id, ())
        ),
        "owed": _owed(site, incident.id),
        "actions": site.actions_of(incident.id),
        "runbooks": site.runbooks_of(incident.id),
        "month": (f"incidents/{incident.id[:7].replace('-', '/')}/", _month(incident.id)),
    }
    return Page(
        row.path, "incidents", row.title, "incident", values, summary, _found(site, incident), True
    )


def _owed(site: Site, incident: str) -> tuple[When, tuple[str, ...]] | None:
    """When a post-mortem is due that is not there, and why it is needed."""
    need = site.needs.get(incident)
    if need is None:
        return None
    return due(need.due), tuple(str(reason) for reason in need.reasons)


def _month(incident: str) -> str:
    return f"{month_name(int(incident[5:7]))} {incident[:4]}"


def _steps(incident: Incident) -> Iterator[tuple[str, Any, str]]:
    """Milestones with their times and how long they took, the last one in total."""
    for title, kind, since in _STEPS:
        if kind not in incident.milestones:
            continue
        passed = incident.span(since, kind) if since in incident.milestones and since else None
        took = (
            f"{span(passed)} after {_SINCE[since]}" if since and passed and passed.nominal else ""
        )
        yield title, when(incident.milestones[kind]), took


def _days(site: Site, incident: Incident) -> Iterator[Day]:
    """The timeline cut at midnight UTC; an unknown time stays with its predecessor's day."""
    title = "Day unknown"
    wording = wording_of(site)
    words = wording.of(incident)
    dated: list[tuple[str, Line]] = []
    for logged in incident.timeline:
        at = logged.entry.at
        if at.earliest is not None:
            clock = when(at)
            title = long_date(at.earliest) if clock.clock or at.precision == "day" else clock.text
        audience = incident.audience_of(logged.entry)
        shown = line(logged, site.words, audience, site.tones, site.runbook)
        dated.append((title, worded(shown, logged, words.get(logged.id), wording)))
    for day, group in groupby(dated, key=lambda pair: pair[0]):
        yield Day(day, tuple(shown for _, shown in group))


def _groups(days: tuple[Day, ...]) -> tuple[tuple[str, str], ...]:
    """What the timeline can be narrowed to: the groups of which it has some lines and not all."""
    lines = [shown.group for day in days for shown in day.lines]
    return tuple((group, words) for group, words in _GROUPS if 0 < lines.count(group) < len(lines))


def _facts(site: Site, incident: Incident) -> dict[str, Any]:
    """What the panel beside the timeline says."""
    category = incident.category
    return {
        "kind": label(incident.header.kind),
        "severities": tuple(_severities(site, incident)),
        "duration": lasted(incident),
        "category": site.category_list(category) if category else None,
        "components": tuple(site.component(name) for name in incident.components),
        "tags": tuple((tag, f"incidents/tag/{distinct(tag)}/") for tag in incident.header.tags),
        "roles": tuple(
            (label(t.role), site.name(t.who), when(t.since), when(t.until) if t.until else None)
            for t in incident.tenures
        ),
        "sources": tuple(
            label(source)
            for logged in incident.timeline
            if logged.entry.kind == "detected" and (source := getattr(logged.entry, "source", ""))
        ),
    }


def _severities(site: Site, incident: Incident) -> Iterator[tuple[str, str, str]]:
    """The level that never changed, or the first, the highest and the last one."""
    levels = (
        ("Initial", incident.initial_severity),
        ("Peak", incident.peak_severity(site.library.ranks)),
        ("Now" if incident.is_open else "Final", incident.severity),
    )
    told = [(name, level, site.tones.get(level, "s4")) for name, level in levels if level]
    if len({level for _, level, _ in told}) == 1:
        yield "", *told[0][1:]
    else:
        yield from told


def _impact(incident: Incident) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    impact = incident.header.customer_impact
    if impact is None:
        return None
    counts = tuple((f"{'about ' if c.about else ''}{c.count:,}", c.what) for c in impact.counts)
    return impact.text, counts


def _resolution(site: Site, incident: Incident) -> dict[str, Any] | None:
    done = incident.header.resolution
    if done is None:
        return None
    return {
        "summary": done.summary,
        "actions": tuple(
            (
                a.what,
                site.runbook(a.tool or "") or (a.tool or "", ""),
                site.name(a.by) if a.by else "",
                when(a.at) if a.at else None,
            )
            for a in done.actions
        ),
        "changes": tuple((c.what, c.ref or "") for c in done.changes),
    }


def _stated(value: str) -> str:
    from wakebook.model.base import seconds as length

    try:
        return seconds(length(value))
    except ValueError:
        return value


def _found(site: Site, incident: Incident) -> Facts:
    row, header = site.rows[incident.id], incident.header
    said = [header.summary]
    said += [header.customer_impact.text if header.customer_impact else None]
    said += [header.resolution.summary if header.resolution else None]
    said += [logged.entry.text for logged in incident.timeline]
    return Facts(
        kind=label(header.kind),
        body="\n\n".join(text for text in said if text),
        components=tuple(site.component(name)[0] for name in incident.components),
        severity=row.severity,
        year=incident.id[:4],
        category=site.category(row.category) if row.category else "",
        tags=header.tags,
        note=f"{row.began.text} · {row.status}",
    )
