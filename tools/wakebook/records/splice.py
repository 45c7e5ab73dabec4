"""Edits that change the bytes they mean to and no others.

Comments, the order of keys, quoting, line ends and a missing final newline stay as a person wrote
them. Every result is read again; one that does not say what was intended is a bug and raises. All
functions take a YAML file of one document, or Markdown whose front matter is meant, and raise
ValueError when the reader refuses it, the route leads nowhere, or the value fits no record.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple
from unicodedata import normalize

from wakebook.model.finding import Route
from wakebook.records.bytes import DOCUMENT, decode
from wakebook.records.cuts import Cut, Sheet, appended, dropped, inserted, removed, replaced
from wakebook.records.emit import Emittable
from wakebook.records.frontmatter import split
from wakebook.records.nodes import compose
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_any


class SpliceError(RuntimeError):
    """An edit came out otherwise than intended: a bug in this package; nothing was changed."""


def set_value(raw: bytes, route: Route, value: Emittable) -> bytes:
    """The file with the value at ``route`` replaced; a comment beside the old value stays."""

    def intend(parent: Any) -> None:
        parent[_name(route[-1])] = _as_read(value)

    return _spliced(raw, route[:-1], lambda sheet: replaced(sheet, route, value), intend)


def insert_key(
    raw: bytes, route: Route, key: str, value: Emittable, *, after: str | None = None
) -> bytes:
    """The file with a new key in the mapping at ``route``, behind ``after`` or at its end."""

    def intend(mapping: Any) -> None:
        later: dict[str, Any] = {}
        if after is not None:
            names = list(mapping)
            behind = names[names.index(_name(after)) + 1 :]
            later = {name: mapping.pop(name) for name in behind}
        mapping[_name(key)] = _as_read(value)
        mapping.update(later)

    def cut(sheet: Sheet) -> Cut:
        return inserted(sheet, route, key, value, after)

    return _spliced(raw, route, cut, intend)


def remove_key(raw: bytes, route: Route) -> bytes:
    """The file without the key that ``route`` ends with; comments above the key stay."""

    def intend(mapping: Any) -> None:
        del mapping[_name(route[-1])]

    return _spliced(raw, route[:-1], lambda sheet: removed(sheet, route), intend)


def append_item(raw: bytes, route: Route, value: Emittable) -> bytes:
    """The file with one more item at the end of the list at ``route``."""

    def intend(items: Any) -> None:
        items.append(_as_read(value))

    return _spliced(raw, route, lambda sheet: appended(sheet, route, value), intend)


def remove_item(raw: bytes, route: Route) -> bytes:
    """The file without the list's item that ``route`` ends with; a comment beside it goes along."""

    def intend(items: Any) -> None:
        del items[route[-1]]

    return _spliced(raw, route[:-1], lambda sheet: dropped(sheet, route), intend)


class _Parts(NamedTuple):
    before: str
    yaml: str
    behind: str


def _spliced(
    raw: bytes,
    place: Route,
    cut: Callable[[Sheet], Cut],
    intend: Callable[[Any], None],
) -> bytes:
    parts, value = _open(raw)
    start, end, new = cut(Sheet(parts.yaml, compose(parts.yaml)[0]))
    expected = deepcopy(value)
    intend(_at(expected, place))
    line_end = "\r\n" if "\r\n" in parts.before + parts.yaml else "\n"
    yaml = parts.yaml[:start] + new.replace("\n", line_end) + parts.yaml[end:]
    # Block text at the very end may need the line end that the file did not have.
    for candidate in (yaml, yaml + line_end):
        if repr(read_any(candidate)) == repr([expected]):  # tells 1 from True, and sees the order
            return f"{parts.before}{candidate}{parts.behind}".encode()
    raise SpliceError(f"an edit at {place} came out as another text; please report this")


def _open(raw: bytes) -> tuple[_Parts, Any]:
    text = decode(raw, "", DOCUMENT)
    if isinstance(text, Refused):
        raise _refusal(text)
    front = split(text, "")
    if isinstance(front, Refused):
        return _Parts("", text, ""), _read(text)
    end = front.front_offset + len(front.front)
    return _Parts(text[: front.front_offset], front.front, text[end:]), _read(
        front.front, front.front_line
    )


def _read(text: str, first_line: int = 1) -> Any:
    documents = read_any(text, first_line=first_line)
    if isinstance(documents, Refused):
        raise _refusal(documents)
    if len(documents) != 1:
        raise ValueError("only a file of one document can be edited")
    return documents[0]


def _refusal(refused: Refused) -> ValueError:
    first = refused.findings[0]
    return ValueError(f"line {first.line}, column {first.column}: {first.message}")


def _at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[_name(step)]
    return value


def _name(step: str | int) -> str | int:
    return normalize("NFC", step) if isinstance(step, str) else step


def _as_read(value: Emittable) -> Any:
    """``value`` in the plain types that the reader makes."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {_name(key): _as_read(part) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [_as_read(part) for part in value]
    return value
