"""Post-mortems: the list, and a page each with the incident's facts and the action items."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from wakebook.model.sections import sections
from wakebook.render import prose
from wakebook.render.card import PostmortemCard
from wakebook.render.page import Draft, Facts, Page, key
from wakebook.render.paths import postmortem_path
from wakebook.render.rows import ActionRow, Row
from wakebook.render.site import Site
from wakebook.render.words import When, due, when

_EMPTY = "*Nothing is written here yet.*"
_SHOWN = 200
_Listed = tuple[str, str, Row | None, str, int, int, When, bool]


def pages(site: Site) -> Iterator[Page | Draft]:
    """The list, newest first, and every post-mortem that the audience may see."""
    listed = tuple(_listed(site, card) for card in site.postmortems[:_SHOWN])
    owed = tuple(
        (site.rows[i], due(need.due), tuple(str(reason) for reason in need.reasons))
        for i, need in site.needs.items()
    )
    values = {"listed": listed, "total": len(site.postmortems), "owed": owed[:_SHOWN]}
    yield Page(
        "postmortems/",
        "post-mortems",
        "Post-mortems",
        "postmortems",
        values,
        "What was learned, newest first.",
        Facts("List", "Post-mortems"),
    )
    for card in site.postmortems:
        actions = tuple(a for i in card.incidents for a in site.actions_of(i))
        around = (site.listed(card.incidents), actions)
        known = key(site.digests[card.id], site.common, around)
        path = postmortem_path(card.id)
        yield Draft(path, known, partial(_page, site, card, actions), card.id)


def _title(site: Site, card: PostmortemCard) -> str:
    """Its own title, else that of its first incident."""
    rows = site.listed(card.incidents)
    return card.title or (rows[0].title if rows else card.id)


def _is_draft(site: Site, card: PostmortemCard) -> bool:
    """Whether nobody has published it; of what others wrote the day may not be known."""
    ours = [site.cards[i].ours for i in card.incidents if i in site.cards]
    return not card.published.known and any(ours)


def _listed(site: Site, card: PostmortemCard) -> _Listed:
    rows = site.listed(card.incidents)
    actions = [a for i in card.incidents for a in site.actions_of(i)]
    done = sum(not action.is_open for action in actions)
    first = rows[0] if rows else None
    path = postmortem_path(card.id)
    title = _title(site, card)
    summary = card.summary.removeprefix(title).lstrip()  # a draft's begins with it
    told = (title, path, first, summary, done, len(actions), card.published)
    return (*told, _is_draft(site, card))


def _filled(body: str) -> str:
    """A draft in which an empty section says that it is."""
    lines = body.split("\n")
    for section in reversed(list(sections(body))):
        if not section.text:
            lines.insert(section.line, f"\n{_EMPTY}")
    return "\n".join(lines)


def _linked(site: Site, incident: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, str]]:
    """The components and the category of an incident, with the paths of their pages."""
    card = site.cards[incident]
    return tuple(site.component(c) for c in card.components), site.category_list(card.category)


def _page(site: Site, card: PostmortemCard, actions: tuple[ActionRow, ...]) -> Page:
    postmortem = site.library.postmortems[card.id]
    header, name = postmortem.header, _title(site, card)
    rows = site.listed(header.incidents)
    draft = _is_draft(site, card)
    values: dict[str, Any] = {
        "heading": name,
        "body": _filled(postmortem.prose) if draft else postmortem.prose,
        "incidents": tuple((row, *_linked(site, row.id)) for row in rows),
        "authors": tuple(site.name(who) for who in header.authors),
        "audience": header.audience,
        "published": when(header.published) if header.published else None,
        "draft": draft,
        "actions": actions,
        "stated": tuple((s.measure, s.value, s.clock) for s in header.stated),
        "tags": header.tags,
    }
    facts = Facts(
        kind="Post-mortem",
        body=postmortem.prose,
        components=tuple(dict.fromkeys(c for r in rows for c in r.components)),
        severity=rows[0].severity if rows else "",
        year=postmortem.id[:4],
        category=site.category(rows[0].category) if rows and rows[0].category else "",
        tags=header.tags,
        note=f"Post-mortem of {rows[0].began.text}" if rows else "Post-mortem",
    )
    about = prose.plain(postmortem.prose[:1500], 180)
    return Page(
        postmortem_path(postmortem.id),
        "post-mortems",
        name,
        "postmortem",
        values,
        about,
        facts,
        True,
    )
