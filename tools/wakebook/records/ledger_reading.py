"""Reading what the ledger wants to know of an incident, from its folders in a commit."""

import os
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any

from wakebook.model.finding import Finding
from wakebook.model.header import Header
from wakebook.model.ledger import Case, Exception_
from wakebook.model.postmortem import Action, ActionItem, PostmortemHeader
from wakebook.records.file import FileReader
from wakebook.records.git import GitError
from wakebook.records.glance import glance, is_published, perhaps_waives
from wakebook.records.ledger_row import Head, Parts, ends_of, head_of
from wakebook.records.past import PastTree
from wakebook.records.tree import ORDINARY


def row_of(root: Path, incident: str, folders: Mapping[str, Any], zone: tzinfo) -> Case:
    """The row of an incident, whose folders lie in the commit by the names of their tops."""
    return _Reading(_Shelf(root, incident, folders), incident, zone).case()


def _blobs(tree: Any) -> Iterator[Any]:
    """The files in a tree; a link or a program is no record."""
    if getattr(tree, "type_str", "") == "tree":
        yield from (entry for entry in tree if entry.filemode == ORDINARY)


class _Shelf(PastTree):
    """The files of one incident."""

    def __init__(self, root: Path, incident: str, folders: Mapping[str, Any]) -> None:
        self.root, self.folders = root, folders
        self._below = len(f"/{incident[:4]}/{incident}/")

    def found(self, path: str) -> Any:
        """What lies at a path, from the repository's top; None for nothing."""
        top, _, rest = path.partition("/")
        folder, name = self.folders.get(top), rest[self._below - 1 :]
        return folder[name] if folder is not None and name in folder else None

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises GitError where there is none."""
        found = self.found(path)
        if found is None or found.type_str != "blob":
            raise GitError(f"there is no file {path}")
        return bytes(found.read_raw())


class _Reading:
    """Reads one incident's row; a file that cannot be read is named, and hides no other."""

    def __init__(self, shelf: _Shelf, incident: str, zone: tzinfo) -> None:
        self._shelf, self._incident, self._zone = shelf, incident, zone
        self._reader = FileReader(shelf)
        self._findings: list[Finding] = []

    def case(self) -> Case:
        """The row."""
        place = f"incidents/{self._incident[:4]}/{self._incident}/incident.yaml"
        learned = f"postmortems/{self._incident[:4]}/{self._incident}"
        report = f"{learned}/postmortem.md"
        front = self._raw(report).partition(b"\n---")[0]  # the text behind it is long
        head, waivers = self._head(place)
        waivers += self._of_report(report, front)
        items = list(self._items(f"{learned}/actions"))
        broken = [finding.path for finding in self._findings]
        parts = Parts(self._incident, head, waivers, items, broken)
        return parts.row(published=is_published(front))

    def _head(self, path: str) -> tuple["Head", list[Exception_]]:
        """What the header says, at a glance if that is enough."""
        raw = self._raw(path)
        seen = glance(raw)
        if seen is not None:
            return Head(seen.title, seen.audience, ours=True, settled=seen.settled), []
        header = self._reader.value(path, Header, self._findings, self._zone) if raw else None
        ends = list(ends_of(path, header.waivers if header else ()))
        return head_of(header), ends

    def _raw(self, path: str) -> bytes:
        try:
            return self._reader.raw(path)
        except GitError:
            return b""

    def _of_report(self, path: str, front: bytes) -> Iterator[Exception_]:
        """Waivers of the post-mortem; few have one."""
        if front and perhaps_waives(front):
            found = self._reader.document(path, PostmortemHeader, self._findings, self._zone)
            yield from ends_of(path, found.header.waivers if found else ())

    def _items(self, folder: str) -> Iterator[Action]:
        for entry in _blobs(self._shelf.found(folder)):
            name = os.fsdecode(entry.raw_name)
            if not name.endswith(".yaml"):
                continue
            item = self._reader.value(f"{folder}/{name}", ActionItem, self._findings, self._zone)
            if item is not None:
                yield Action(f"{self._incident}/{name.removesuffix('.yaml')}", item)
