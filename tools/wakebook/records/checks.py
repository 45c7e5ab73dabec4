"""What is forbidden in single events of a YAML text, and how a message calls them."""

import json
import re
from typing import Any, TypeAlias

from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from wakebook.model.finding import quoted
from wakebook.records.bytes import FORBIDDEN, name
from wakebook.records.refusal import Notes

Tree: TypeAlias = "bool | int | float | str | list[Tree] | dict[str, Tree] | None"
"""A value as YAML and JSON share it."""

_BLOCK_START = re.compile(
    r"[|>][-+0-9]*(?:[ \t]+#[^\r\n]*|[ \t]*)(?:\r?\n(?:\r?\n)*+(?![ \t]+(?:\r?\n|\Z))|\Z)"
)

BLANKS = " \t"
"""What YAML takes for blanks; other spaces of Unicode are text."""

BLOCK_STYLES = ("|", ">")
ROOTS: dict[type, tuple[type, str]] = {
    dict: (MappingStartEvent, "a mapping (`key: value` lines)"),
    list: (SequenceStartEvent, "a list (`- item` lines)"),
}


def check_properties(event: Any, notes: Notes) -> None:
    """Notes an anchor and a tag (YAML 1.2, section 6.9)."""
    if event.anchor is not None:
        anchor = quoted(f"&{event.anchor}")
        message = f"the anchor {anchor} lends this value to other places; remove it, or quote it"
        notes.at("WB0202", event, message)
    if event.tag is not None:
        tag = quoted(event.tag)
        notes.at("WB0203", event, f"the tag {tag} sets a type; remove it, or quote the text")


def check_length(event: Any, notes: Notes, most: int) -> None:
    """Notes a string of more than ``most`` bytes."""
    size = len(event.value.encode("utf-8", "surrogatepass"))
    if size > most:
        message = f"this text has {size:,} bytes, at most {most:,} are read; make it evidence"
        notes.at("WB0208", event, message)


def check_characters(event: Any, notes: Notes) -> None:
    """Notes characters that escapes put into a string and that no text may hold."""
    for match in FORBIDDEN.finditer(event.value):
        message = f"an escape makes {name(match.group())}, which text may not hold; remove it"
        notes.at("WB0104", event, message)


def check_braces(event: Any, notes: Notes) -> None:
    """Notes a pair that stands bare in a list (YAML 1.2, section 7.4.1); readers disagree."""
    if notes.text[event.start_mark.index] != "{":
        notes.at("WB0201", event, "a pair in a list in brackets wants braces; write {key: value}")


def check_block(event: Any, notes: Notes) -> None:
    """Notes block text without a line of text, and beginnings that not every reader accepts."""
    if not event.value.strip("\n"):
        message = 'block text without any text; write it below, indented, or give ""'
        notes.at("WB0210", event, message)
    elif not _BLOCK_START.match(notes.text, event.start_mark.index):
        message = "the line of | or > ends in more than a comment, or a line of blanks follows"
        notes.at("WB0201", event, f"{message}; remove what stands there")


def check_explicit(key: Any, notes: Notes) -> None:
    """Notes a question mark right before a key, which is a part of the key to some readers."""
    offset = key.start_mark.index
    if notes.text[offset - 1 : offset] == "?":
        notes.at("WB0206", key, "a key right behind a question mark; quote the key with its mark")


def check_start(start: Any, notes: Notes, *, alone: bool) -> bool:
    """Whether a document may begin here; notes directives and a document too many."""
    # The text is asked because not every parser tells of a directive that it does not know.
    if notes.text.startswith("%", start.start_mark.index):
        notes.at("WB0205", start, "a directive stands before the document; remove it")
    if not alone:
        notes.at("WB0205", start, "a second document begins here; keep one a file")
    return alone


def check_end(end: Any, notes: Notes, *, many: bool) -> None:
    """Notes the mark that ends a document where only one is allowed."""
    if end.explicit and not many:
        notes.at("WB0205", end, "the mark ... ends a document; remove it, a file holds only one")


def check_root(event: Any, notes: Notes, roots: tuple[type, ...]) -> bool:
    """Whether a document's value is of a type in ``roots``; notes what it is instead."""
    if any(event.__class__ is ROOTS[root][0] for root in roots):
        return True
    expected = " or ".join(ROOTS[root][1] for root in roots)
    notes.at("WB0211", event, f"the file holds {what(event)}; it must hold {expected}")
    return False


def note_empty(notes: Notes, roots: tuple[type, ...]) -> None:
    """Notes that there is no document at all."""
    expected = " or ".join(ROOTS[root][1] for root in roots)
    notes.add("WB0211", 0, 0, f"the file is empty; it must hold {expected}")


def is_empty(event: Any) -> bool:
    """Whether an event is a value that is not written at all."""
    return event.__class__ is ScalarEvent and not event.style and not event.value


def what(event: Any) -> str:
    """What an event begins, in words."""
    if event.__class__ is MappingStartEvent:
        return "a mapping"
    if event.__class__ is SequenceStartEvent:
        return "a list"
    if event.__class__ is not ScalarEvent or is_empty(event):
        return "nothing"
    return f"{'block text' if event.style in BLOCK_STYLES else 'the value'} {quoted(event.value)}"


def shown(value: Tree) -> str:
    """A value in a few words."""
    if isinstance(value, dict | list):
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    return quoted(value) if isinstance(value, str) else json.dumps(value)
