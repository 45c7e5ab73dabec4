"""Canonical whitespace: what no person meant to write, and nothing else."""

from collections.abc import Iterator

from wakebook.records.bytes import BOM, DOCUMENT, decode
from wakebook.records.checks import BLANKS, BLOCK_STYLES
from wakebook.records.frontmatter import split
from wakebook.records.parser import events
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_any


def fmt(raw: bytes) -> bytes:
    """The file without byte order mark, CRLF and trailing blanks, and with one final newline.

    YAML text and front matter keep their value: blanks within a string stay, and so does the end
    of a file whose last block text depends on it. A Markdown body keeps its trailing blanks, which
    are line breaks there. What the reader refuses comes back as it is.
    """
    text = decode(raw.removeprefix(BOM), "", DOCUMENT)
    if isinstance(text, Refused):
        return raw
    text = text.replace("\r\n", "\n")
    parts = split(text, "")
    if isinstance(parts, Refused):
        tidied = _yaml(text)
        return raw if tidied is None else tidied.encode()
    front = _yaml(parts.front)
    if front is None:
        return raw
    body = parts.body.rstrip("\n") + "\n" if parts.body.strip("\n") else ""
    return f"---\n{front}---\n{body}".encode()


def _yaml(text: str) -> str | None:
    value = read_any(text)
    if isinstance(value, Refused) or not value:
        return None
    kept = set(_lines_of_text(text))
    written = text.split("\n")
    lines = [line if number in kept else line.rstrip(BLANKS) for number, line in enumerate(written)]
    stripped = "\n".join(lines)
    while not lines[-1].strip(BLANKS):
        lines.pop()
    ended = "\n".join([*lines, ""])
    return ended if repr(read_any(ended)) == repr(value) else stripped


def _lines_of_text(text: str) -> Iterator[int]:
    """The lines whose ends belong to a string: of block text, and of quotes over several lines."""
    stream = events(text)
    while (event := stream.get_event()) is not None:
        style = getattr(event, "style", None)
        if style in BLOCK_STYLES:
            yield from range(event.start_mark.line + 1, event.end_mark.line + 1)
        elif style:
            yield from range(event.start_mark.line, event.end_mark.line)
