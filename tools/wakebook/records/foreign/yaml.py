"""Foreign YAML: anchors and merge keys are followed within bounds, tags and types are not.

The reader of records refuses all of that; a site generator's files are allowed to have it.
"""

from typing import Any

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from wakebook.records.foreign.node import (
    MOST_DEPTH,
    Listing,
    Node,
    Scalar,
    Table,
    UnreadableError,
    listing,
    table,
)
from wakebook.records.parser import events

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MOST_VALUES = 50_000
_MERGE = "<<"


def read_yaml(text: str, first_line: int = 1) -> Node:
    """The first document of a YAML text, scalars as they were written.

    Raises UnreadableError with the line.
    """
    try:
        return _Walk(text, first_line).document()
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line, text.count("\n")) if mark else 0
        why = getattr(error, "problem", None) or "cannot be parsed"
        raise UnreadableError(first_line + line, f"is no YAML: {why}") from None


class _Walk:
    """Builds nodes from parser events with a stack of its own."""

    def __init__(self, text: str, first_line: int) -> None:
        self.stream = events(text)
        self.first_line = first_line
        self.anchors: dict[str, Node] = {}
        self.sizes: dict[int, int] = {}
        self.values = 0

    def document(self) -> Node:
        """The first document; an empty text is an empty table."""
        while (event := self.stream.get_event()) is not None:
            if isinstance(event, DocumentStartEvent):
                return self._node(self.stream.get_event(), 0)
        return table(self.first_line)

    def _node(self, event: Any, depth: int) -> Node:
        line = self.first_line + event.start_mark.line
        before = self.values
        self._count(1, line)
        if isinstance(event, AliasEvent):
            return self._alias(event, line)
        if depth > MOST_DEPTH:
            raise UnreadableError(line, f"is nested deeper than {MOST_DEPTH} levels")
        made = self._made(event, line, depth)
        if event.anchor:
            self.anchors[event.anchor] = made
            self.sizes[id(made)] = self.values - before
        return made

    def _made(self, event: Any, line: int, depth: int) -> Node:
        if isinstance(event, SequenceStartEvent):
            return self._listing(line, depth)
        if isinstance(event, MappingStartEvent):
            return self._table(line, depth)
        if not isinstance(event, ScalarEvent):
            raise UnreadableError(line, "is no YAML: a value is missing")
        if event.implicit[0]:
            return Scalar(event.value, line, "null" if event.value in _NULLS else "plain")
        return Scalar(event.value, line)

    def _alias(self, event: Any, line: int) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            raise UnreadableError(line, f"refers to {event.anchor[:40]!r}, which is not there yet")
        # What a reference stands for counts each time: that is what makes a bomb one.
        self._count(self.sizes[id(node)], line)
        return node

    def _count(self, more: int, line: int) -> None:
        self.values += more
        if self.values > _MOST_VALUES:
            raise UnreadableError(line, f"holds more than {_MOST_VALUES:,} values")

    def _listing(self, line: int, depth: int) -> Listing:
        made = listing(line)
        while not isinstance(event := self.stream.get_event(), CollectionEndEvent):
            made.append(self._node(event, depth + 1))
        return made

    def _table(self, line: int, depth: int) -> Table:
        made, merged = table(line), table(line)
        while not isinstance(event := self.stream.get_event(), CollectionEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self.stream.get_event(), depth + 1)
            if not isinstance(key, Scalar):
                raise UnreadableError(line, "has a key that is no text; change it")
            if key.text == _MERGE and isinstance(value, Table):
                merged.update(value)
            elif key.text in made:
                raise UnreadableError(key.line, f"has the key {key.text[:40]!r} twice; keep one")
            else:
                made[key.text] = value
        for name, value in merged.items():
            made.setdefault(name, value)
        return made
