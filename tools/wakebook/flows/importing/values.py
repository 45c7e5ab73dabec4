"""The values of JSON files: one a file, or one a line, of one file or of all in a folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wakebook.model.imported import Remark
from wakebook.records.foreign.json import read_json
from wakebook.records.foreign.node import Listing, Node, Scalar, Table, UnreadableError
from wakebook.records.foreign.source import MOST_BYTES, read_text

_ENDS = frozenset({".json", ".jsonl", ".ndjson"})
_MOST_FILES = 20_000
"""So many files of one folder are read: one a notification makes many."""


class Found(NamedTuple):
    """A value, and the file that holds it as remarks name it."""

    shown: str
    node: Node


class Part(NamedTuple):
    """A table, and the file that holds it."""

    shown: str
    table: Table


def values(text: str, shown: str, remarks: list[Remark]) -> Iterator[Node]:
    """The one value of a text, or one a line, where most lines are a whole object."""
    lines = [(n, row.strip()) for n, row in enumerate(text.split("\n"), 1) if row.strip()]
    whole = sum(row[0] == "{" and row[-1] == "}" for _, row in lines)
    rows = lines if len(lines) > 1 and whole * 2 >= len(lines) else [(1, text)]
    if not lines:
        raise UnreadableError(1, "is empty; name a file with incidents")
    for number, row in rows:
        try:
            yield read_json(row, number)
        except UnreadableError as error:
            remarks.append(Remark(shown, error.line, error.why, bars=True))


def values_of(path: Path, shown: str, remarks: list[Remark]) -> Iterator[Found]:
    """The values of a file, or of a folder's JSON files by name; a broken one hides no other.

    Raises UnreadableError where a file cannot be read at all, or a folder holds none.
    """
    if not path.is_dir():
        for node in values(read_text(path.resolve()), shown, remarks):
            yield Found(shown, node)
        return
    files = sorted(each for each in path.iterdir() if each.suffix in _ENDS)
    if not files:
        raise UnreadableError(1, "holds no file that ends in .json, .jsonl or .ndjson")
    if len(files) > _MOST_FILES:
        raise UnreadableError(1, f"holds more than {_MOST_FILES:,} files; import it in parts")
    left = MOST_BYTES
    for file in files:
        try:
            text = read_text(file, left)
            left -= len(text)
            for node in values(text, file.name, remarks):
                yield Found(file.name, node)
        except (UnreadableError, OSError) as error:
            line, why = _trouble(error)
            remarks.append(Remark(file.name, line, why, bars=True))


def _trouble(error: UnreadableError | OSError) -> tuple[int, str]:
    if isinstance(error, UnreadableError):
        return error.line, error.why
    return 1, f"cannot be opened: {error.strerror}; a link is not followed, copy the file here"


def tables_in(found: Found, keys: tuple[str, ...], remarks: list[Remark]) -> Iterator[Part]:
    """The tables in a value: itself, those of a list, or of what it holds under one of the keys."""
    waiting: list[Node] = [found.node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Listing):
            waiting += reversed(node)
        elif isinstance(node, Scalar):
            sentence = "is a single value where an object belongs; it tells of nothing"
            remarks.append(Remark(found.shown, node.line, sentence, bars=True))
        else:
            inside = _held(node, keys)
            waiting += reversed(inside)
            if not inside and not _is_empty_page(node, keys):
                yield Part(found.shown, node)


def _held(page: Table, keys: tuple[str, ...]) -> list[Node]:
    """What a page of an answer holds; an object with an id is none, and its lists are its own."""
    if "id" in page:
        return []
    return [page[key] for key in keys if isinstance(page.get(key), Listing | Table)]


def _is_empty_page(page: Table, keys: tuple[str, ...]) -> bool:
    return "id" not in page and any(key in page for key in keys)
