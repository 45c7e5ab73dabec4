"""A folder that changes at once: its next version is made beside it, then one link is switched.

Readers see the old version as a whole or the new one; a run that is killed leaves the old one. A
version shares the files that did not change with the one before it, as hard links. It is made out
of a version that nobody is shown any more: of ten thousand folders few have to be made anew.
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

from wakebook.records.apart import demand_apart
from wakebook.records.published import claim, load, save

MANIFEST = "manifest.json"
_KEPT = 3
"""Versions that stay: readers of the one before may still be on their way, the third is spare."""


class Version:
    """The next version of a folder, while it is made.

    ``spare`` are the files, with their digests, that lie in the place from a version of long ago.
    """

    def __init__(self, place: Path, before: Path | None, spare: dict[str, str]) -> None:
        self.place = place
        self._wanted: dict[str, str] = {}
        self._kept: set[str] = set()
        self._old = _manifest(before) if before is not None else {}
        self.noted = load(_beside(before)) if before is not None else {}
        self._before, self._spare = before, spare

    def put(self, path: str, content: bytes) -> bool:
        """A file of the version; whether it differs from the version before."""
        digest = hashlib.sha256(content).hexdigest()
        if self._old.get(path) == digest and self.keep(path):
            return False
        self._cleared(path).write_bytes(content)
        self._wanted[path] = digest
        return True

    def keep(self, path: str) -> bool:
        """Take a file over from the version before; False where it is not there any more."""
        if self._before is None or path not in self._old:
            return False
        digest = self._old[path]
        if self._spare.get(path) != digest or not (self.place / path).is_file():
            try:
                os.link(self._before / path, self._cleared(path))
            except FileNotFoundError:
                return False
        self._wanted[path] = digest
        self._kept.add(path)
        return True

    def _cleared(self, path: str) -> Path:
        """Where a file goes. What lies there is unlinked: other versions may share its bytes."""
        target = self.place / path
        if path in self._spare:
            target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

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
        for path in self._spare.keys() - self._wanted.keys():
            self._drop(path)
        listed = json.dumps({"files": dict(sorted(self._wanted.items()))}, indent=0)
        (self.place / MANIFEST).write_text(listed, encoding="utf-8")

    def _drop(self, path: str) -> None:
        """Remove a file, and the folders above it that it leaves empty."""
        target = self.place / path
        target.unlink(missing_ok=True)
        for folder in target.relative_to(self.place).parents[:-1]:
            try:
                (self.place / folder).rmdir()
            except OSError:
                return


@contextmanager
def switched(folder: Path, root: Path) -> Iterator[Version]:
    """Make the next version of a folder; it is shown when the block ends without an exception.

    Raises OSError where the folder holds what was not published, or is no place for made files, or
    another run makes it.
    """
    demand_apart(folder.parent, root)
    store = store_of(folder)
    claim(store, root)
    if not folder.is_symlink() and folder.exists():
        raise FileExistsError(f"{folder} is there and was not published; name another folder")
    with alone(lock_of(folder), folder):
        current = store / folder.readlink().name if folder.is_symlink() else None
        known = current if current is not None and (current / MANIFEST).is_file() else None
        place = store / f"{_number(current) + 1:06}"
        shutil.rmtree(place, ignore_errors=True)
        version = Version(place, known, _room(place, current))
        try:
            yield version
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)  # it may hold what nobody may read
            raise
        version.seal()
        _point(folder, place, store)
        _forget(store, place)


def store_of(folder: Path) -> Path:
    """Where the versions of a folder lie."""
    return folder.with_name(f".{folder.name}.versions")


def lock_of(folder: Path) -> Path:
    """The file that whoever makes or reads versions of a folder takes."""
    return store_of(folder) / "lock"


@contextmanager
def alone(lock: Path, folder: Path) -> Iterator[None]:
    """Keep other runs from a folder by a file that all take; raises OSError where one is at it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    taken = os.open(lock, flags, 0o666)
    try:
        _take(taken, folder)
        yield
    finally:
        os.close(taken)


def _take(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError(
            f"{folder} is being published by another run; try again when it is through"
        ) from None


def shown(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The version that is shown, and what was noted of it."""
    version = folder.resolve()
    return version, load(_beside(version))


def _room(place: Path, current: Path | None) -> dict[str, str]:
    """Make room for a version: in the place of one that was shown long ago, else a new folder.

    Its list goes first: a folder without one is no version, should this run be killed.
    """
    olds = [p for p in _versions(place.parent) if p.name < f"{_number(current) - 1:06}"]
    for old in olds[-1:]:
        listed = _manifest(old)
        (old / MANIFEST).unlink(missing_ok=True)
        _beside(old).unlink(missing_ok=True)
        old.rename(place)
        return listed
    place.mkdir()
    return {}


def _versions(store: Path) -> list[Path]:
    return sorted(p for p in store.iterdir() if p.is_dir() and p.name.isdigit())


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
    versions = _versions(store)
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
