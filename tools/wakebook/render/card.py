"""A card holds what lists and other records' pages show of an incident.

It is made from an incident as its audience may see it and kept between publications, so that an
unchanged incident need not be read again. It is plain: JSON and back gives an equal card.
"""

from datetime import tzinfo
from typing import NamedTuple

from wakebook.model.history import Facts, facts
from wakebook.model.incident import Incident
from wakebook.model.log import Link
from wakebook.model.measured import Measured, measured
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.runbook import used
from wakebook.model.sections import sections
from wakebook.render import prose
from wakebook.render.lasting import lasted, lasting
from wakebook.render.words import When, when


class ActionCard(NamedTuple):
    """An action item; ``owner`` is a who as it is written."""

    id: str
    title: str
    owner: str
    due: When
    kind: str
    priority: str
    status: str
    blocking: bool
    text: str
    changes: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


class PostmortemCard(NamedTuple):
    """A post-mortem in lists; ``title`` is empty where the incident's does."""

    id: str
    title: str
    incidents: tuple[str, ...]
    summary: str
    published: When


class Card(NamedTuple):
    """An incident in lists.

    ``levels`` are its severities in order of time, ``seconds`` its nominal duration, components
    are names.
    """

    id: str
    title: str
    kind: str
    ours: bool
    """Whether we ran it; a record with an origin tells what others ran."""
    began: When
    levels: tuple[str, ...]
    status: str
    is_open: bool
    components: tuple[str, ...]
    category: str
    tags: tuple[str, ...]
    duration: str
    seconds: float | None
    links: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, str], ...]
    """What the record calls the targets of its links, by target."""
    runbooks: tuple[str, ...]
    """Those that it was worked on with."""
    commander: str
    last: str
    last_at: When
    actions: tuple[ActionCard, ...]
    postmortem: PostmortemCard | None
    facts: Facts
    measured: Measured


def card(
    incident: Incident, postmortem: Postmortem | None, actions: tuple[Action, ...], zone: tzinfo
) -> Card:
    """The card of an incident, its post-mortem and its action items, as one audience sees them."""
    is_open, length = incident.is_open, lasting(incident)[0]
    said = [e.entry for e in incident.timeline if e.entry.text] if is_open else []
    return Card(
        id=incident.id,
        title=incident.header.title,
        kind=incident.header.kind,
        ours=incident.header.origin is None,
        began=when(incident.began),
        levels=incident.levels,
        status=incident.status,
        is_open=is_open,
        components=incident.components,
        category=incident.category or "",
        tags=incident.header.tags,
        duration="" if is_open else lasted(incident),
        seconds=length.nominal if length is not None and length.nominal >= 0 else None,
        links=tuple((relation, target) for _, relation, target in incident.links),
        titles=tuple(
            (line.entry.to, prose.plain(line.entry.text, 120))
            for line in incident.by_kind.get("link", ())
            if isinstance(line.entry, Link) and line.entry.text
        ),
        runbooks=used(incident),
        commander=incident.commander or "",
        last=(said[-1].text or "") if said else "",
        last_at=when(said[-1].at if said else None),
        actions=tuple(_action(action) for action in actions),
        postmortem=_postmortem(postmortem) if postmortem else None,
        facts=facts(incident),
        measured=measured(incident, postmortem, actions, zone),
    )


def _action(action: Action) -> ActionCard:
    item = action.item
    return ActionCard(
        id=action.id,
        title=item.title,
        owner=item.owner or "",
        due=when(item.due),
        kind=item.kind,
        priority=item.priority,
        status=item.status,
        blocking=item.blocking,
        text=item.text or "",
        changes=item.changes,
        references=tuple((f"{r.system} {r.id}", r.url or "") for r in item.references),
    )


def _postmortem(postmortem: Postmortem) -> PostmortemCard:
    header = postmortem.header
    told = sections(postmortem.prose)
    first = next((s.text for s in told if s.title.casefold() == "summary"), "")
    return PostmortemCard(
        id=postmortem.id,
        title=header.title or "",
        incidents=header.incidents,
        summary=prose.plain(first[:1500], 260),
        published=when(header.published),
    )
