"""A folder that changes at once: its next version is made beside it, then one link is switched.

Readers see the old version as a whole or the new one; a run that is killed leaves the old one. A
version shares the files that did not change with the one before it, as hard links.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wakebook.records.published import claim, load, save

MANIFEST = "manifest.json"
_KEPT = 2
"""Versions that stay: readers of the one before may still be on their way."""


class Version:
    """The next version of a folder, while it is made."""

    def __init__(self, place: Path, before: Path | None) -> None:
        self.place = place
        self._wanted: dict[str, str] = {}
        self._kept: set[str] = set()
        self._old = _manifest(before) if before is not None else {}
        self.noted = load(_beside(before)) if before is not None else {}
        self._before = before

    def put(self, path: str, content: bytes) -> bool:
        """A file of the version; whether it differs from the version before."""
        digest = hashlib.sha256(content).hexdigest()
        if self._old.get(path) == digest and self.keep(path):
            return False
        target = self.place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self._wanted[path] = digest
        return True

    def keep(self, path: str) -> bool:
        """Take a file over from the version before; False where it is not there any more."""
        if self._before is None or path not in self._old:
            return False
        target = self.place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self._before / path, target)
        except FileNotFoundError:
            return False
        self._wanted[path] = self._old[path]
        self._kept.add(path)
        return True

    def made(self) -> Iterator[tuple[str, bytes]]:
        """The files that differ from those of the version before, with their content."""
        return self._read(path for path in self._wanted if path not in self._kept)

    def kept(self) -> Iterator[tuple[str, bytes]]:
        """The files that were taken over from the version before, with their content."""
        return self._read(path for path in self._wanted if path in self._kept)

    def _read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        return ((path, (self.place / path).read_bytes()) for path in paths)

    @property
    def gone(self) -> int:
        """How many files of the version before are in this one no more."""
        return len(self._old.keys() - self._wanted.keys())

    @property
    def files(self) -> int:
        """How many files it holds."""
        return len(self._wanted)

    @property
    def content(self) -> str:
        """Stands for all files so far."""
        return hashlib.sha256(repr(sorted(self._wanted.items())).encode()).hexdigest()[:16]

    def note(self, words: dict[str, Any]) -> None:
        """Keep something beside the version for the one after it, which finds it as ``noted``."""
        save(_beside(self.place), words)

    def seal(self) -> None:
        """Write the list of all files with their SHA-256 digests, the last of them."""
        listed = json.dumps({"files": dict(sorted(self._wanted.items()))}, indent=0)
        (self.place / MANIFEST).write_text(listed, encoding="utf-8")


@contextmanager
def switched(folder: Path, root: Path) -> Iterator[Version]:
    """Make the next version of a folder; it is shown when the block ends without an exception.

    Raises OSError where the folder holds what was not published, or another run makes it.
    """
    store = folder.with_name(f".{folder.name}.versions")
    claim(store, root)
    if not folder.is_symlink() and folder.exists():
        raise FileExistsError(f"{folder} is there and was not published; name another folder")
    with (store / "lock").open("w") as lock:
        _take(lock.fileno(), folder)
        current = store / folder.readlink().name if folder.is_symlink() else None
        known = current if current is not None and (current / MANIFEST).is_file() else None
        place = store / f"{_number(current) + 1:06}"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        version = Version(place, known)
        try:
            yield version
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)  # it may hold what nobody may read
            raise
        version.seal()
        _point(folder, place, store)
        _forget(store, place)


def _take(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError(
            f"{folder} is being published by another run; try again when it is through"
        ) from None


def _number(version: Path | None) -> int:
    return int(version.name) if version is not None and version.name.isdigit() else 0


def _point(folder: Path, place: Path, store: Path) -> None:
    """Let the folder be the version: a link that takes the place of the old one at once."""
    part = folder.with_name(f".{folder.name}.next")
    part.unlink(missing_ok=True)
    part.symlink_to(Path(store.name) / place.name)
    part.replace(folder)


def _forget(store: Path, newest: Path) -> None:
    """Remove old versions, and whatever a killed run has left."""
    versions = sorted(p for p in store.iterdir() if p.is_dir() and p.name.isdigit())
    shown = [p for p in versions if p.name <= newest.name][-_KEPT:]
    for each in versions:
        if each not in shown:
            shutil.rmtree(each, ignore_errors=True)
            _beside(each).unlink(missing_ok=True)


def _beside(version: Path) -> Path:
    return version.with_name(f"{version.name}.json")


def _manifest(version: Path) -> dict[str, str]:
    try:
        told = json.loads((version / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return (
        {str(path): str(digest) for path, digest in told.items()} if isinstance(told, dict) else {}
    )
