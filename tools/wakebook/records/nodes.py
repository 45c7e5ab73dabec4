"""A text's values with their places: made on demand, for findings and for edits."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unicodedata import normalize

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from wakebook.model.finding import Route
from wakebook.records.parser import Events, events


class Place(NamedTuple):
    """Line, column and position in the text, all counted in code points from 0."""

    line: int
    column: int
    offset: int


@dataclass(slots=True)
class Node:
    """A value and where it stands.

    ``style`` is the scalar's quote or block indicator, empty where it is plain; a collection's is
    ``{`` or ``[`` where it is written in flow style. ``parts`` holds the key (None in a list) and
    the value of each part, in the order of the text.
    """

    start: Place
    end: Place
    style: str
    is_mapping: bool = False
    is_list: bool = False
    text: str = ""
    parts: "list[tuple[Node | None, Node]]" = field(default_factory=list)

    def part(self, step: str | int) -> "tuple[Node | None, Node] | None":
        """The key and value that a step of a route leads to, if there are any."""
        if self.is_list and isinstance(step, int) and 0 <= step < len(self.parts):
            return self.parts[step]
        if self.is_mapping and isinstance(step, str):
            name = normalize("NFC", step)
            return next((part for part in self.parts if part[0] and part[0].text == name), None)
        return None


def compose(text: str) -> list[Node]:
    """The documents of a text that `read_yaml` accepted, without the empty ones."""
    stream, found = events(text), []
    while (event := stream.get_event()).__class__ is not StreamEndEvent:
        if isinstance(event, NodeEvent):
            node = _node(event, stream)
            if node.is_mapping or node.is_list:
                found.append(node)
    return found


def walk(node: Node, route: Route) -> list[tuple[Node | None, Node]]:
    """The parts along ``route`` from ``node`` down, as far as there are any."""
    trail: list[tuple[Node | None, Node]] = [(None, node)]
    for step in route:
        part = trail[-1][1].part(step)
        if part is None:
            break
        trail.append(part)
    return trail


def _node(event: Any, stream: Events) -> Node:
    if event.__class__ is ScalarEvent:
        text = normalize("NFC", event.value)
        return Node(_place(event.start_mark), _place(event.end_mark), event.style or "", text=text)
    if event.__class__ is MappingStartEvent:
        return _mapping(event, stream)
    return _list(event, stream)


def _mapping(start: Any, stream: Events) -> Node:
    node = Node(
        _place(start.start_mark),
        _place(start.end_mark),
        "{" if start.flow_style else "",
        is_mapping=True,
    )
    event = stream.get_event()
    while event.__class__ is not MappingEndEvent:
        key = _node(event, stream)
        node.parts.append((key, _node(stream.get_event(), stream)))
        event = stream.get_event()
    node.end = _place(event.end_mark)
    return node


def _list(start: Any, stream: Events) -> Node:
    node = Node(
        _place(start.start_mark),
        _place(start.end_mark),
        "[" if start.flow_style else "",
        is_list=True,
    )
    event = stream.get_event()
    while event.__class__ is not SequenceEndEvent:
        node.parts.append((None, _node(event, stream)))
        event = stream.get_event()
    node.end = _place(event.end_mark)
    return node


def _place(mark: Any) -> Place:
    return Place(mark.line, mark.column, mark.index)
