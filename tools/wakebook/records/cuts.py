"""Where an edit of a YAML text begins and ends, and what stands there afterwards."""

import re
from typing import NamedTuple

from wakebook.model.finding import Route
from wakebook.records.emit import Emittable, entry, inline, item, tail
from wakebook.records.extent import (
    behind_indicator,
    below,
    content_end,
    is_block,
    is_flow,
    old_end,
)
from wakebook.records.nodes import Node, walk


class Sheet(NamedTuple):
    """A text with the places of its values."""

    text: str
    root: Node


class Cut(NamedTuple):
    """Replaces the code points from ``start`` to ``end``; line ends in ``text`` are LF."""

    start: int
    end: int
    text: str


def replaced(sheet: Sheet, route: Route, value: Emittable) -> Cut:
    """Puts ``value`` where the value at ``route`` stands."""
    trail = _trail(sheet.root, route)
    if len(trail) == 1:
        raise ValueError("the whole file cannot be replaced; give the route of a value")
    (_, parent), (key, old) = trail[-2:]
    if is_flow(parent):
        gap = " " if sheet.text[old.start.offset - 1] == ":" else ""
        return Cut(old.start.offset, old.end.offset, gap + inline(value))
    head, lines = _tail(parent, value)
    start = behind_indicator(sheet.text, parent, key, old)
    if sheet.text[start : old.start.offset].strip(" \r\n") and not is_block(old):
        start, head = old.start.offset, head.lstrip()
    end, comment = old_end(sheet.text, start, old)
    return Cut(start, end, "\n".join([head + comment, *_padded(lines, parent)]))


def inserted(sheet: Sheet, route: Route, key: str, value: Emittable, after: str | None) -> Cut:
    """Adds a key behind the key ``after``, or as the last one of the mapping at ``route``."""
    node = _trail(sheet.root, route)[-1][1]
    if not node.is_mapping or node.part(key):
        raise ValueError(f"there is no mapping without {key!r} at {route}")
    if not node.parts:
        return _filled(sheet, route, {key: value}, entry(key, value))
    anchor = node.parts[-1] if after is None else node.part(after)
    if anchor is None:
        raise ValueError(f"there is no key {after!r} at {route}")
    if is_flow(node):
        at = anchor[1].end.offset
        return Cut(at, at, f", {inline({key: value})[1:-1]}")
    return _lines_at(
        sheet.text, below(sheet.text, anchor[1], node), _padded(entry(key, value), node)
    )


def appended(sheet: Sheet, route: Route, value: Emittable) -> Cut:
    """Adds an item at the end of the list at ``route``."""
    node = _trail(sheet.root, route)[-1][1]
    if not node.is_list:
        raise ValueError(f"there is no list at {route}")
    if not node.parts:
        return _filled(sheet, route, [value], item(value))
    last = node.parts[-1][1]
    if is_flow(node):
        return Cut(last.end.offset, last.end.offset, f", {inline(value)}")
    return _lines_at(sheet.text, below(sheet.text, last, node), _padded(item(value), node))


def removed(sheet: Sheet, route: Route) -> Cut:
    """Takes out the key that ``route`` ends with, with its value."""
    trail = _trail(sheet.root, route)
    if len(trail) == 1 or not trail[-2][1].is_mapping:
        raise ValueError(f"there is no key at {route}")
    parent = trail[-2][1]
    position = next(i for i, part in enumerate(parent.parts) if part is trail[-1])
    if len(parent.parts) == 1:
        return _emptied(sheet, route)
    if is_flow(parent):
        return _removed_from_flow(parent, position)
    return _removed_lines(sheet.text, parent, position)


def dropped(sheet: Sheet, route: Route) -> Cut:
    """Takes out the item of a list that ``route`` ends with."""
    trail = _trail(sheet.root, route)
    if len(trail) == 1 or not trail[-2][1].is_list:
        raise ValueError(f"there is no item at {route}")
    parent, node = trail[-2][1], trail[-1][1]
    position = next(i for i, part in enumerate(parent.parts) if part[1] is node)
    if len(parent.parts) == 1:
        return replaced(sheet, route[:-1], [])
    if is_flow(parent):
        return _removed_from_flow(parent, position)
    return _cut_out(
        sheet.text, _dash(sheet.text, parent, position), below(sheet.text, node, parent)
    )


def _dash(text: str, parent: Node, position: int) -> int:
    """Where the dash of an item stands; what is behind it may begin on a later line."""
    if position == 0:
        return parent.start.offset
    behind = content_end(text, parent.parts[position - 1][1])
    line = re.compile(rf"^ {{{parent.start.column}}}-(?=\s|$)", re.MULTILINE)
    found = line.search(text, behind)
    return found.end() - 1 if found else parent.parts[position][1].start.offset


def _tail(parent: Node, value: Emittable) -> tuple[str, list[str]]:
    if not parent.is_list:
        return tail(value)
    dash, *lines = item(value)
    return dash.removeprefix("-"), lines


def _filled(sheet: Sheet, route: Route, value: Emittable, lines: list[str]) -> Cut:
    """Replaces an empty collection; at the top of a file there is no key to stand behind."""
    if route:
        return replaced(sheet, route, value)
    return Cut(sheet.root.start.offset, sheet.root.end.offset, "\n".join(lines))


def _emptied(sheet: Sheet, route: Route) -> Cut:
    if len(route) > 1:
        return replaced(sheet, route[:-1], {})
    return Cut(sheet.root.start.offset, content_end(sheet.text, sheet.root), "{}")


def _removed_from_flow(parent: Node, position: int) -> Cut:
    if position + 1 < len(parent.parts):
        return Cut(_part_start(parent, position), _part_start(parent, position + 1), "")
    return Cut(parent.parts[position - 1][1].end.offset, parent.parts[position][1].end.offset, "")


def _removed_lines(text: str, parent: Node, position: int) -> Cut:
    end = below(text, parent.parts[position][1], parent)
    return _cut_out(text, _part_start(parent, position), end)


def _cut_out(text: str, start: int, end: int) -> Cut:
    """Takes out the lines of a part that begins at ``start``, up to ``end``."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(" "):  # behind a dash, where the next part has to take its place
        return Cut(start, len(text) - len(text[end:].lstrip(" \r\n")), "")
    if end == len(text) and not text.endswith("\n"):
        before = text[:line].removesuffix("\n").removesuffix("\r")
        return Cut(len(before), end, "")
    return Cut(line, end, "")


def _part_start(parent: Node, position: int) -> int:
    key, value = parent.parts[position]
    return (key or value).start.offset


def _trail(root: Node, route: Route) -> list[tuple[Node | None, Node]]:
    trail = walk(root, route)
    if len(trail) <= len(route):
        raise ValueError(f"there is nothing at {route}")
    return trail


def _lines_at(text: str, at: int, lines: list[str]) -> Cut:
    body = "\n".join(lines)
    unfinished = at == len(text) and not text.endswith("\n")
    return Cut(at, at, f"\n{body}" if unfinished else f"{body}\n")


def _padded(lines: list[str], parent: Node) -> list[str]:
    return [" " * parent.start.column + line if line else line for line in lines]
