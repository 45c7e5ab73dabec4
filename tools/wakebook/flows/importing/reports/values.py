"""What a report says of an incident as a whole: summary, severity, components, stated figures."""

import re

from wakebook.flows.importing.item import Item, Line, kept, mapped
from wakebook.flows.importing.reports.durations import iso_duration
from wakebook.flows.importing.reports.places import Found
from wakebook.flows.importing.reports.reported import Reported
from wakebook.model.mapping.markdown import Figure
from wakebook.model.mapping.pattern import MOST_SEEN
from wakebook.records.foreign.markdown import Piece
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Scalar

_RATED = "log: severity where it is a level here, else classification, as_written"
_LONGEST_WORD, _LONGEST_FIGURE = 80, 200


def tell(item: Item, source: Reported, root: Piece) -> None:
    """Put everything that the mapping names into the item."""
    mapping = source.mapping
    summary = source.first(item, mapping.summary, root, mapped("summary"))
    if summary is not None:
        item.summary = item.prose(Scalar(summary.words, summary.line), plain_markdown)
    severity = source.first(item, mapping.severity, root, kept(_RATED))
    if severity is not None:
        item.rate(_line(item, severity)[:_LONGEST_WORD])
    listed = source.first(item, mapping.components, root, mapped("components"))
    if listed is not None:
        names = (" ".join(name.split()) for name in _line(item, listed).split(","))
        item.components = list(dict.fromkeys(name for name in names if name))
    _category(item, source, root)
    _figures(item, source, root)


def _line(item: Item, found: Found) -> str:
    return item.line_of_text(Scalar(found.words, found.line)) or ""


def _category(item: Item, source: Reported, root: Piece) -> None:
    """The category's words, and the taxonomy's category where the mapping says which it is."""
    for place in source.mapping.category:
        found = source.first(item, [place], root, kept("log: classification, as_written"))
        if found is not None:
            word = _line(item, found)
            item.guess = {"as_written": f"category: {word[:_LONGEST_WORD]}"}
            known = {words.casefold(): meant for words, meant in place.words.items()}
            meant = known.get(word.casefold())
            item.guess |= {"category": meant} if meant else {}
            return


def _figures(item: Item, source: Reported, root: Piece) -> None:
    for rule in source.mapping.stated:
        for found in source.look([rule], root):
            source.account.claim(found, mapped("stated"))
            figure = _figure(item, rule, found)
            if figure is not None:
                item.stated.append(figure)


def _figure(item: Item, rule: Figure, found: Found) -> Line | None:
    """What the report states: the figure, and its clock as the words around it tell."""
    piece = found.piece
    words = " ".join((piece.text if piece else found.words).split()) or found.words
    whole = item.line_of_text(Scalar(words, found.line))
    value = _line(item, found)
    if not whole or not value:
        return None
    told = iso_duration(value) or value[:_LONGEST_FIGURE]
    made: Line = {"measure": rule.measure, "value": told}
    seen = whole[:MOST_SEEN]
    clock = next((c for c, p in rule.clocks.items() if re.compile(p).search(seen)), None)
    if clock is not None:
        made["clock"] = clock
    label = f"{piece.name}: " if piece and piece.name else ""
    return {**made, "as_written": f"{label}{whole}"[:_LONGEST_FIGURE]}
