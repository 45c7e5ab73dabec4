"""How far a value reaches in its text: its comments, its block text, its lines."""

import re

from wakebook.records.nodes import Node
from wakebook.records.refusal import next_line

_COLON = re.compile(r"[ \t]*:")
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)")


def is_flow(node: Node) -> bool:
    """Whether a collection is written between brackets or braces."""
    return bool(node.style) and (node.is_list or node.is_mapping)


def is_block(node: Node) -> bool:
    """Whether a value is block text or a collection in block style: whole lines of its own."""
    return node.style in ("|", ">") or (not node.style and (node.is_list or node.is_mapping))


def behind_indicator(text: str, parent: Node, key: Node | None, value: Node) -> int:
    """Right behind the colon or the dash that ``value`` belongs to."""
    if key is not None:
        colon = _COLON.match(text, key.end.offset)
        if colon is None:
            raise ValueError(f"the key {key.text!r} is written with `?`; edit it by hand")
        return colon.end()
    position = next(i for i, part in enumerate(parent.parts) if part[1] is value)
    if position == 0:
        return parent.start.offset + 1
    previous = content_end(text, parent.parts[position - 1][1])
    dash = re.compile(rf"^ {{{parent.start.column}}}-", re.MULTILINE)
    found = dash.search(text, previous)
    if found is None:
        raise ValueError("the dash of the item was not found; edit it by hand")
    return found.end()


def old_end(text: str, start: int, old: Node) -> tuple[int, str]:
    """Where the old value ends, and the comment beside it, which stays."""
    if not is_block(old):
        end = line_end(text, old.end.offset)
        return end, text[old.end.offset : end]
    if old.style:
        comment = _HEADER_COMMENT.match(text, old.start.offset)
        return content_end(text, old), comment.group(1) if comment else ""
    beside = text[start : line_end(text, start)]
    end = line_end(text, content_end(text, old))
    return end, beside if beside.lstrip(" ").startswith("#") else ""


def content_end(text: str, node: Node) -> int:
    """Behind the last character of a value; blank lines count where block text keeps them."""
    while not node.style and node.parts:
        node = node.parts[-1][1]
    if node.style not in ("|", ">"):
        return node.end.offset
    written = text[node.start.offset : node.end.offset]
    keeps = "+" in written.partition("\n")[0].partition("#")[0]
    kept = written.removesuffix("\n").removesuffix("\r") if keeps else written.rstrip(" \t\r\n")
    return line_end(text, node.start.offset + len(kept))


def below(text: str, value: Node, parent: Node) -> int:
    """The start of the line behind a value and behind the comments indented as part of it."""
    at = next_line(text, content_end(text, value))
    deeper = re.compile(rf" {{{parent.start.column + 1},}}#")
    while deeper.match(text, at):
        at = next_line(text, at)
    return at


def line_end(text: str, index: int) -> int:
    """Where the line at ``index`` ends, before its line end."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end - (end > index and text[end - 1] == "\r")
