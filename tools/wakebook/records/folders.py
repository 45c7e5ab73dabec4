"""The incidents of a commit by the ids of their folders, and rows that are kept of them.

What did not change is not read: git's own ids of folders tell. Nothing lists all files.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from wakebook.model.kept import Kept
from wakebook.model.settings import Settings
from wakebook.records.cache import Cache
from wakebook.records.file import FileReader
from wakebook.records.git import Git
from wakebook.records.past import PastTree
from wakebook.records.shelf import is_place
from wakebook.records.tree import SETTINGS, demand_readable

if TYPE_CHECKING:
    import pygit2

TOPS = ("incidents", "postmortems")


class Row(Protocol):
    """What is kept of an incident."""

    @property
    def id(self) -> str:
        """The incident's id."""


R = TypeVar("R", bound=Row)
Thaw = Callable[[Any], Kept[R]]
Freeze = Callable[[Kept[R]], Any]
T = TypeVar("T")
Read = Callable[[Sequence[str]], Iterable[T]]
"""Gives something of each of some incidents, in their order."""
Many = Callable[[Read[T], Sequence[str]], Iterable[T]]
"""Asks for many incidents in parts, such as in several processes."""


class Folders:
    """The folders of one commit, as a full id; raises GitError where no commit can be read.

    ``name`` is that of the file below ``.git/wakebook`` in which rows are kept.
    """

    def __init__(self, root: Path, commit: str, name: str) -> None:
        self.root, self.commit = root, commit
        self.git = Git(root)
        self._name = name
        demand_readable(self.git)

    @cached_property
    def top(self) -> "pygit2.Tree":
        """The tree of the repository's folder in the commit."""
        import pygit2

        found = pygit2.Repository(str(self.git.directory()))[self.git.tree(self.commit)]
        assert isinstance(found, pygit2.Tree), "git said that it is one"  # noqa: S101 - an invariant
        return found

    @cached_property
    def reader(self) -> FileReader:
        """Reads the files of the commit."""
        return FileReader(PastTree(self.root, self.top))

    @cached_property
    def settings(self) -> Settings:
        """The repository's settings; the plain ones where they cannot be read."""
        return self._settings or Settings(format=1)

    @cached_property
    def _settings(self) -> Settings | None:
        there = SETTINGS in self.top
        return self.reader.value(SETTINGS, Settings, []) if there else None

    @property
    def is_set(self) -> bool:
        """Whether its settings, where there are any, can be read."""
        return self._settings is not None or SETTINGS not in self.top

    @cached_property
    def cache(self) -> Cache:
        """What was kept."""
        return Cache(self.git.directory() / "wakebook" / self._name)

    @property
    def whole(self) -> str:
        """Stands for all that rows are made of, this toolkit included."""
        return f"{self.cache.tool} {self.digest(SETTINGS, *TOPS)}"

    def rows(
        self, read: Read[R], thaw: Thaw[R], most: int, what: str = "", freeze: Freeze[R] = list
    ) -> tuple[R, ...]:
        """Every incident's row by id; read anew are those whose folders are not as they were.

        Each row has the ``id`` of its incident. ``thaw`` takes again what ``freeze`` gave to keep,
        ``what`` names rows of another sort, and of all sorts ``most`` values are kept.
        """
        kept = self.cache.run(f"{what}{self.whole}", thaw)
        if kept is None:
            before: Kept[R] = self.cache.newest(f"{what}{self.cache.tool}", thaw) or Kept()
            kept = self._renewed(before, read)
            self.cache.keep_run(f"{what}{self.whole}", freeze(kept), most)
        return kept.rows

    def _renewed(self, kept: Kept[R], read: Read[R]) -> Kept[R]:
        keys = self.keys
        known = zip(kept.keys, kept.rows, strict=True)
        rows = {row.id: row for key, row in known if keys.get(row.id) == key}
        missing = [incident for incident in keys if incident not in rows]
        rows |= zip(missing, read(missing), strict=True)
        return Kept((*keys.values(),), tuple(rows[incident] for incident in keys))

    @property
    def keys(self) -> dict[str, str]:
        """The incidents by id, each with a digest of all that its row is made of."""
        return self._keys

    @cached_property
    def _keys(self) -> dict[str, str]:
        settings = self.digest(SETTINGS)
        return {
            name: _digest(settings, *(f"{top} {folder.id}" for top, folder in held.items()))
            for name, held in sorted(self.folders.items())
        }

    @cached_property
    def folders(self) -> dict[str, dict[str, Any]]:
        """The folders of each incident by the folder that they lie in.

        They are held: to find one by its path git reads the whole list of its year each time.
        """
        found: dict[str, dict[str, Any]] = {}
        for top in TOPS:
            years = self.top[top] if top in self.top else None  # noqa: SIM401 - it is no dict
            for year, inner in _inside(years):
                for name, folder in _inside(inner):
                    if is_place(year, name):
                        found.setdefault(name, {})[top] = folder
        return found

    def digest(self, *paths: str) -> str:
        """Stands for everything at these paths."""
        ids = (str(self.top[path].id) if path in self.top else "" for path in paths)
        return _digest(*ids)


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def _inside(tree: Any) -> Iterator[tuple[str, Any]]:
    """The folders in a tree, by name."""
    if getattr(tree, "type_str", "") == "tree":
        for entry in tree:
            if entry.type_str == "tree":
                yield os.fsdecode(entry.raw_name), entry
