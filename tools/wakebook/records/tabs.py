"""Tabs between the values of a YAML text.

Editors show them at any width and readers disagree on where they may stand, so they are accepted
only where they are text: in quotes, in block text and in comments.
"""

import re
from collections.abc import Iterator

from yaml.error import YAMLError

from wakebook.records.checks import BLOCK_STYLES
from wakebook.records.parser import events
from wakebook.records.refusal import Notes, next_line

_COMMENT = re.compile(r"(?:^|[ \t])#")


def note_tabs(notes: Notes) -> None:
    """Notes every tab that is no text, up to the place where the parser gave up."""
    text = notes.text
    start = 0
    for begin, end in _texts(text):
        _note_between(notes, start, begin)
        start = end


def _note_between(notes: Notes, start: int, end: int) -> None:
    """Notes the tabs in a stretch without quoted or block text, one a line."""
    for line in notes.text[start:end].splitlines(keepends=True):
        comment = _COMMENT.search(line)
        tab = line.find("\t", 0, comment.end() if comment else None)
        if tab >= 0:
            message = "a tab outside of quoted or block text; use spaces"
            notes.at_offset("WB0213", start + tab, message)
        start += len(line)


def _texts(text: str) -> Iterator[tuple[int, int]]:
    """Where quoted and block text begins and ends, and last the end of what could be parsed."""
    stream, reached = events(text), 0
    try:
        while (event := stream.get_event()) is not None:
            start, reached = event.start_mark.index, event.end_mark.index
            style = getattr(event, "style", None)
            if style in BLOCK_STYLES:
                yield next_line(text, start), reached
            elif style:
                yield start, reached
        yield len(text), len(text)
    except YAMLError:
        yield reached, reached  # what follows is noted as unreadable
