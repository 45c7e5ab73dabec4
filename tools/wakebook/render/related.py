"""Relations of incidents, read from both ends: what a record points at, and what points at it."""

from collections.abc import Iterator, Mapping

from wakebook.model.incident import Incident
from wakebook.model.log.proof import INVERSE
from wakebook.render.behind import address_of, named
from wakebook.render.site import Site
from wakebook.render.words import label, slug

_NONE: Mapping[str, str] = {}
_BACK = {
    "parent": "Parent of",
    "follow_up_of": "Followed by",
    "duplicate_of": "Has the duplicate",
    "caused_by_change": "Caused by change",
    "problem": "Problem of",
    "request": "Request of",
    "ticket": "Ticket of",
    "blocks": "Blocked by",
    "child": "Parent",
    "followed_by": "Follow up of",
    "duplicated_by": "Duplicate of",
    "blocked_by": "Blocks",
}


def relations(site: Site, incident: Incident) -> Iterator[tuple[str, str, str]]:
    """Relations of this incident and of others to it, as (words, title, path)."""
    told: set[tuple[str, str]] = set()
    titles = dict(site.cards[incident.id].titles)
    for _, relation, target in incident.links:
        told.add((label(relation), target))
        yield label(relation), *_linked(site, target, titles)
    for relation, source in site.links_back.get(incident.id, ()):
        ours = label(INVERSE[relation])
        if (_BACK[relation], source) not in told and (ours, source) not in told:
            yield _BACK[relation], *_linked(site, source)
    for problem in site.problems_of.get(incident.id, ()):
        if ("Problem", problem) not in told:
            yield "Problem", *_linked(site, problem)


def _linked(site: Site, target: str, titles: Mapping[str, str] = _NONE) -> tuple[str, str]:
    if target in site.rows:
        return site.rows[target].title, site.rows[target].path
    if target in site.library.problems:
        return site.library.problems[target].header.title, f"problems/{slug(target)}/"
    return named(target, titles.get(target, "")), address_of(target)
