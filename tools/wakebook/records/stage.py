"""Changes of a folder that are made beside it, so that all of them can be looked at, or none made.

Files are moved into their places when somebody says so; a run that ends before has changed nothing.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from wakebook.records.published import clear, remove


class Stage:
    """What is to be written and removed, while it is collected; ``folder`` is emptied first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        clear(folder)
        folder.mkdir(parents=True)
        self._written: dict[Path, Path] = {}
        self._removed: dict[Path, Path] = {}
        self._cleared: list[Path] = []
        self._count = 0

    def clear(self, folder: Path) -> None:
        """Begin a generated folder anew: whatever is not written from now on is gone."""
        self._cleared.append(folder)

    def write(self, path: Path, content: bytes) -> bool:
        """A file with this content; whether it differs from the one that is there."""
        self._removed.pop(path, None)
        if path not in self._written and self._holds(path, content):
            return False
        self._count += 1
        place = self._written.setdefault(path, self._folder / str(self._count))
        place.write_bytes(content)
        return True

    def remove(self, path: Path, root: Path) -> None:
        """Remove a file, and the folders below ``root`` that are empty then."""
        self._written.pop(path, None)
        self._removed[path] = root

    def mirror(self, source: Path, target: Path) -> None:
        """Let ``target`` hold exactly the files of ``source``."""
        wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
        for name in sorted(wanted):
            self.write(target / name, (source / name).read_bytes())
        for path in target.rglob("*"):
            if path.is_file() and path.relative_to(target) not in wanted:
                self.remove(path, target)

    def written(self) -> Iterator[tuple[Path, bytes]]:
        """Every file that is new or differs, with its content."""
        return ((path, place.read_bytes()) for path, place in self._written.items())

    def staying(self, folder: Path) -> Iterator[tuple[Path, bytes]]:
        """Every file of a folder that stays as it is, with its content."""
        if folder in self._cleared:
            return
        for path in folder.rglob("*"):
            if path.is_file() and path not in self._written and path not in self._removed:
                yield path, path.read_bytes()

    def commit(self) -> None:
        """Make all the changes."""
        for folder in self._cleared:
            clear(folder)
        for path, root in self._removed.items():
            remove(path, root)
        for path, place in self._written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            place.replace(path)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _holds(self, path: Path, content: bytes) -> bool:
        if any(path.is_relative_to(folder) for folder in self._cleared):
            return False
        try:
            return path.read_bytes() == content
        except FileNotFoundError:
            return False
