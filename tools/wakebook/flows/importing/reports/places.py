"""Finding what a mapping names in a report, and keeping account of what becomes of each piece."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from wakebook.flows.importing.item import Item, kept, lost
from wakebook.model.imported import Fate
from wakebook.model.mapping.markdown import Correction, Place, Rows
from wakebook.model.mapping.pattern import MOST_SEEN
from wakebook.records.foreign.markdown import Piece, Report
from wakebook.records.foreign.node import leaves

_LONGEST_NAME = 70


class Found(NamedTuple):
    """What stands at a place: the words that count, their line, and the piece they are from."""

    words: str
    line: int
    piece: Piece | None = None
    key: str | None = None


def fits(name: str, words: str) -> bool:
    """Whether a name of a mapping means these words."""
    if len(name) > 2 and name[0] == name[-1] == "/":
        return _compiled(name[1:-1]).fullmatch(words[:MOST_SEEN]) is not None
    return " ".join(name.casefold().split()) == " ".join(words.casefold().split())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def named(names: Iterable[str], roots: Iterable[Piece]) -> list[Piece]:
    """The headings and labels that have one of these names, in the order of the report."""
    names = list(names)
    parts = (part for root in roots for part in root.walk())
    found = (part for part in parts if part.kind in ("heading", "label"))
    return list(dict.fromkeys(p for p in found if any(fits(name, p.name) for name in names)))


def _within(place: Place, report: Report, found: list[Piece]) -> list[Piece]:
    """Those that stand in the part that a place names, wherever in the report that is."""
    if place.in_ is None:
        return found
    outer = named([place.in_], [report.root])
    inside = {below for part in outer for below in part.walk() if below is not part}
    return [piece for piece in found if piece in inside]


def look(place: Place, report: Report, roots: list[Piece], path: str) -> Iterator[Found]:
    """Everything that stands at a place and begins with its pattern."""
    for found in _places(place, report, roots, path):
        pattern = place.match
        if pattern is None:
            yield found
            continue
        match = re.compile(pattern).match(found.words[:MOST_SEEN])
        if match is not None:
            value = match.groupdict().get("value")
            yield found._replace(words=value) if value is not None else found


def _places(place: Place, report: Report, roots: list[Piece], path: str) -> Iterator[Found]:
    if place.file is not None:
        match = re.compile(place.file).search(path[-MOST_SEEN:])
        if match is not None and match["value"]:
            yield Found(match["value"], 1)
    elif place.front is not None:
        for scalar in report.front.scalars(place.front):
            yield Found(scalar.text, scalar.line, None, place.front)
    elif place.heading is not None:
        name = "/.*/" if place.heading == "first" else place.heading
        for piece in _within(place, report, named([name], roots)):
            if piece.kind == "heading":
                yield Found(piece.name, piece.first, piece)
    else:
        for piece in _within(place, report, named(place.part, roots)):
            yield Found(report.words(piece), piece.first, piece)


class Told(NamedTuple):
    """A row of a timeline, by the rule that made it one, with the words that tell its kind."""

    rule: Rows
    label: str
    text: str


class Account:
    """What becomes of each piece of a report, told by the rules that take it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.whole: dict[Piece, Fate] = {}
        self.own: dict[Piece, Fate] = {}
        self.front: dict[str, Fate] = {}
        self.columns: dict[Piece, dict[str, Fate]] = {}
        self.names: dict[Piece, str] = {}
        self.rows: list[Told] = []
        self.corrected: set[Correction] = set()

    def claim(self, found: Found, fate: Fate, *, only_heading: bool = False) -> None:
        """A rule takes a place: the heading alone, or all that stands there."""
        if found.key is not None:
            self.front.setdefault(found.key, fate)
        elif found.piece is not None:
            (self.own if only_heading else self.whole).setdefault(found.piece, fate)

    def call(self, piece: Piece, name: str, fate: Fate) -> None:
        """A rule takes a piece as one of many, such as a row, whose own words name nothing."""
        self.whole.setdefault(piece, fate)
        self.names.setdefault(piece, name)

    def tell(self, piece: Piece, fate: Fate) -> None:
        """What becomes of one piece, whatever becomes of what it stands in."""
        self.own[piece] = fate

    def settle(self, item: Item, root: Piece, apart: list[Piece]) -> None:
        """Count every piece below ``root`` for an item; those of other items stand ``apart``."""
        others = frozenset(apart)
        stack: list[tuple[Piece, str, Fate | None]] = [(root, "", self.whole.get(root))]
        headings = 0
        while stack:
            piece, above, fate = stack.pop()
            fate = self.whole.get(piece, fate)
            own_name = self.names.get(piece)
            behind = f" below {above[:_LONGEST_NAME]}" if above else ""
            name = f"{own_name}{behind}" if own_name else _called(piece, behind, headings)
            headings += piece.kind == "heading"
            if piece.kind != "document":
                own = self.own.get(piece, fate) or kept("post-mortem, in its own section")
                self._count(item, piece, name, own)
            below = "" if name == "first heading" else own_name or piece.name or above
            stack += [(p, below, fate) for p in reversed(piece.parts) if p not in others]

    def settle_front(self, item: Item) -> None:
        """Count the front matter's values for an item."""
        for path, leaf in leaves(self.report.front):
            if path:
                name = f"front matter: {'.'.join(path)}"
                item.values[name, leaf.empty] += 1
                fate = self.front.get(path[0], lost("the mapping does not name it"))
                item.fates.setdefault(name, fate)

    def _count(self, item: Item, piece: Piece, name: str, fate: Fate) -> None:
        if piece.kind == "table":
            known = self.columns.get(piece, {})
            for column in piece.cells:
                told = f"{name}, column {column[:40]}"
                self._one(item, told, not piece.parts, known.get(column, fate))
            return
        empty = piece.kind == "label" and not piece.text.strip()
        empty = empty or (piece.kind == "heading" and not self.report.words(piece).strip())
        self._one(item, name, empty, fate)

    def _one(self, item: Item, name: str, empty: bool, fate: Fate) -> None:
        """A name that has met another fate already is told apart."""
        known = item.fates.setdefault(name, fate)
        if known != fate:
            name = f"{name} ({fate.outcome}: {fate.where})"
            item.fates[name] = fate
        item.values[name, empty] += 1


def _called(piece: Piece, behind: str, headings: int) -> str:
    """What the report of losses calls a piece: by its own words, or by what it stands below."""
    short = piece.name[:_LONGEST_NAME]
    if piece.kind == "heading":
        return f"heading: {short}" if headings else "first heading"
    return f"label: {short}" if piece.kind == "label" else f"{piece.kind}{behind}"
