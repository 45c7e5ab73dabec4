"""Room in files: what an import writes must not be more than the strict reader takes."""

from collections.abc import Iterator, Sequence

from wakebook.flows.importing.writes import Edit, NewFile
from wakebook.records.bytes import RECORD
from wakebook.records.emit import Emittable, UnwritableError, emit_document
from wakebook.records.library import Opened
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

_SMALL = RECORD.nodes * 2
"""In so many bytes there are never too many keys and values."""
_NODES = {b"\n": 2, b"- ": 1, b",": 2, b"[": 1, b"{": 1}
"""How many keys and values there are at most by what parts them."""


def header_text(header: dict[str, Emittable]) -> str:
    """The file of a header; raises UnwritableError where it is more than one file may hold."""
    text = emit_document(header)
    size = len(text.encode())
    if size > RECORD.size:
        raise UnwritableError(
            f"its header has {size:,} bytes, and at most {RECORD.size:,} are read"
        )
    if size > _SMALL and isinstance(read_yaml(text, "incident.yaml"), Refused):
        raise UnwritableError(f"its header has more than {RECORD.nodes:,} keys and values")
    return text


def catalog_writes(opened: Opened, path: str, entities: Sequence[str]) -> Iterator[Edit | NewFile]:
    """What puts new entities into a file of the catalog; a full one is followed by another one.

    The files behind ``catalog/name.yaml`` are called ``catalog/name-2.yaml`` and so on.
    """
    number, done = 1, 0
    while done < len(entities):
        stem, dot, end = path.rpartition(".")
        at = path if number == 1 else f"{stem}-{number}{dot}{end}"
        there = opened.tree.exists(at)
        old = opened.reader.raw(at) if there else b""
        begun = old.rstrip(b"\n") + b"\n---\n" if old.strip() else b""
        many = _fitting(begun, entities[done:])
        text = "---\n".join(entities[done : done + many])
        if many:
            yield Edit(at, old, begun + text.encode()) if there else NewFile(at, text)
        number, done = number + 1, done + many


def _fitting(begun: bytes, entities: Sequence[str]) -> int:
    """How many of the entities have room behind what a file holds already."""
    size, nodes = len(begun), _most_nodes(begun)
    for number, entity in enumerate(entities):
        raw = f"---\n{entity}".encode()
        size, nodes = size + len(raw), nodes + _most_nodes(raw)
        if size > RECORD.size or nodes > RECORD.nodes:
            return number
    return len(entities)


def _most_nodes(raw: bytes) -> int:
    return sum(times * raw.count(mark) for mark, times in _NODES.items())
