"""What a report teaches: the post-mortem's sections, action items, and who was there."""

from collections.abc import Sequence

from wakebook.flows.importing.item import Item, Learned, Line, kept, lost, mapped
from wakebook.flows.importing.reports.actions import action_items, listed_people, plain_title
from wakebook.flows.importing.reports.places import Found
from wakebook.flows.importing.reports.reported import Reported
from wakebook.flows.importing.reports.sections import Body
from wakebook.model.mapping.markdown import MarkdownMapping, Shown
from wakebook.records.foreign.markdown import Piece
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Scalar

_PEOPLE = "people are taken over only where the mapping says who they are (`people: known`)"
_NOBODY = (
    "lists {1} people, of whom {0} are in nobody's table; they are left out. Say who they are in"
    " the mapping (`people: known`), or keep their words with `external: true`"
)


def learned(items: Sequence[Item], source: Reported, apart: Sequence[Piece]) -> Learned:
    """The post-mortem of a report; its incidents stand ``apart`` if they are several."""
    first = items[0]
    body = Body(first, source.report, source.account, apart)
    title = _title_of_all(first, source, apart) if apart else None
    for rule in source.mapping.drop:
        for found in source.look([rule]):
            source.account.claim(found, lost(rule.why), only_heading=rule.heading is not None)
    _people(first, source, body)
    _sections(source, body)
    actions = _actions(first, source, body)
    body.gather(source.root)
    return Learned(tuple(items), source.mapping.audience, body.text, actions, title)


def _title_of_all(item: Item, source: Reported, apart: Sequence[Piece]) -> str | None:
    """The title of a report about several incidents, which none of them has."""
    inside = {piece for root in apart for piece in root.walk()}
    for found in source.look(source.mapping.title):
        words = titled(item, found)
        if words and found.piece is not None and found.piece not in inside:
            source.account.claim(found, mapped("post-mortem, title"), only_heading=True)
            return words
    return None


def titled(item: Item, found: Found | None) -> str | None:
    """The words of a place as a title: on one line, without marks and HTML."""
    words = item.prose(Scalar(found.words, found.line), plain_markdown) if found else None
    return plain_title(words, whole=True) or None if words else None


def _people(item: Item, source: Reported, body: Body) -> None:
    """Lists of people: whom the mapping knows is kept, the others are counted and left out."""
    for rule in source.mapping.people:
        for found in source.look([rule]):
            listed = listed_people(found.words)
            known = [who for who in map(rule.who, listed) if who]
            if len(known) < len(listed):
                count = len(listed) - len(known)
                item.remark(found.line, _NOBODY.format(count, len(listed)))
            body.put(rule.section, "\n".join(f"- {who}" for who in known), found.line)
            told = kept(f"post-mortem, section {rule.section}") if known else lost(_PEOPLE)
            source.account.claim(found, told)


def _sections(source: Reported, body: Body) -> None:
    """Give the words of every rule to the section that it names."""
    for rule in source.mapping.sections:
        for found in source.look([rule]):
            title = rule.title or (found.piece.name if found.piece else "Notes")
            body.want(found, title)
            source.account.claim(found, kept(f"post-mortem, section {title}"))
    for shown in _shown(source.mapping):
        if shown.section is not None:
            for found in source.look([shown.model_copy(update={"match": None})]):
                body.want(found, shown.section)


def _shown(mapping: MarkdownMapping) -> list[Shown]:
    values = (*mapping.summary, *mapping.severity, *mapping.category, *mapping.components)
    return [*values, *mapping.milestones, *mapping.stated, *mapping.log]


def _actions(item: Item, source: Reported, body: Body) -> dict[str, Line]:
    """The action items by the names of their files."""
    made: dict[str, Line] = {}
    for rule in source.mapping.actions:
        for part in source.look([rule]):
            made |= action_items(rule, item, source, part, taken=made)
            body.want(part, rule.section)
    return made
