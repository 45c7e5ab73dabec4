"""A copy of the version that is shown, as plain files, for a host that follows no links.

The folder may hold more than the copy, such as a clone's ``.git``: a mark lists what was copied,
and only that is ever changed or removed. New files come first and the pages that lead to them
last; what is not needed any more goes after that.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from wakebook.records.apart import demand_apart, real
from wakebook.records.published import load, remove
from wakebook.records.switch import alone, lock_of, shown, store_of

_MARK = ".copied-by-wakebook"


class Copy:
    """A folder for copies of a published folder of a repository."""

    def __init__(self, folder: Path, to: Path, root: Path) -> None:
        self._folder, self.to, self._root = folder, to, root

    @property
    def commit(self) -> object:
        """The commit that the last copy shows; None where there is no copy."""
        return self._note.get("commit")

    def demand_room(self) -> None:
        """Raise FileExistsError where the folder is no place for a copy."""
        demand_apart(self.to, self._root)
        place = real(self.to)
        parent = real(self._folder.parent)
        theirs = (parent / self._folder.name, store_of(parent / self._folder.name))
        if any(place.is_relative_to(p) or p.is_relative_to(place) for p in theirs):
            raise FileExistsError(f"{self.to} is where the site itself is; name another folder")
        if place.exists() and not self._is_ours():
            raise FileExistsError(f"{self.to} is there and is no copy; name an empty folder")

    def _is_ours(self) -> bool:
        if not self.to.is_dir():
            return False
        return isinstance(self._note.get("files"), list) or not any(self.to.iterdir())

    def bring(self) -> None:
        """Let the folder hold what is shown, unless another run publishes meanwhile.

        Raises FileExistsError where files that nobody copied are in the way.
        """
        with alone(lock_of(self._folder), self._folder):
            version, noted = shown(self._folder)
            wanted = sorted(_files(version), key=_rank)
            before = {path for path in self._note.get("files", []) if _is_inside(path)}
            self._demand_free([*wanted, *before], before)
            self.to.mkdir(parents=True, exist_ok=True)
            self._mark(noted, before.union(wanted))
            for path in wanted:
                _copied(version / path, self.to / path)
            for path in before.difference(wanted):
                remove(self.to / path, self.to)
            self._mark(noted, wanted)

    @property
    def _note(self) -> dict[str, Any]:
        mark = self.to / _MARK
        return {} if mark.is_symlink() else load(mark)

    def _mark(self, noted: dict[str, Any], files: Iterable[str]) -> None:
        note = {"commit": noted.get("commit"), "files": sorted(files)}
        _replaced(self.to / _MARK, json.dumps(note, indent=0).encode())

    def _demand_free(self, paths: Iterable[str], before: set[str]) -> None:
        for path in paths:
            place = self.to / path
            folders = (self.to / folder for folder in PurePosixPath(path).parents[:-1])
            link = next((folder for folder in folders if folder.is_symlink()), None)
            if link is not None:
                raise FileExistsError(f"{link} is a symbolic link; a copy is of ordinary files")
            if path not in before and os.path.lexists(place):
                raise FileExistsError(f"{place} was not copied and is in the way; move it")


def _files(version: Path) -> list[str]:
    return [p.relative_to(version).as_posix() for p in version.rglob("*") if p.is_file()]


def _is_inside(path: object) -> bool:
    """Whether a path of a mark, which anybody may have written, is one that a copy can have."""
    if not isinstance(path, str) or "\0" in path:
        return False
    return not {"", ".", "..", ".git", _MARK} & set(path.split("/"))


def _rank(path: str) -> tuple[int, int, str]:
    """Pages come after what they are made of, and the first page after those it leads to."""
    return path.endswith(".html") + 2 * (path == "build.json"), -path.count("/"), path


def _copied(source: Path, target: Path) -> None:
    content = source.read_bytes()
    if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
        _replaced(target, content)


def _replaced(path: Path, content: bytes) -> None:
    """Write a file as a whole; a link in its place is replaced and not followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with part.open("xb") as file:
        file.write(content)
    part.replace(path)
