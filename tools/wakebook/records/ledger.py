"""Reading the ledger of a commit: by the ids of folders, so that what did not change is not read.

Nothing lists all files of the commit: of an incident that has ended its log is not even looked at.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wakebook.model.kept_ledger import Whole, frozen, rest_of, whole_of
from wakebook.model.ledger import Case, Rest, rest
from wakebook.model.settings import Settings
from wakebook.records.cache import Cache
from wakebook.records.file import FileReader
from wakebook.records.git import Git
from wakebook.records.ledger_reading import row_of
from wakebook.records.past import PastTree
from wakebook.records.shelf import is_place
from wakebook.records.tree import SETTINGS, demand_readable

if TYPE_CHECKING:
    import pygit2

_NAME = "wakebook/ledger.sqlite"
_TOPS = ("incidents", "postmortems")
_RUNS = 6
"""Values that are kept, two of each ledger: megabytes where there are ten thousand incidents."""
_FEW = 1_000
"""Incidents below which a second process costs more than it saves."""
Many = Callable[["Ledger", Sequence[str]], list[Case]]
"""Reads the rows of many incidents, such as in several processes; see ``Ledger.read``."""


class Ledger:
    """The ledger of one commit, as a full id; raises GitError where no commit can be read."""

    def __init__(self, root: Path, commit: str) -> None:
        self.root, self.commit = root, commit
        self.git = Git(root)
        demand_readable(self.git)

    @cached_property
    def _top(self) -> "pygit2.Tree":
        import pygit2

        found = pygit2.Repository(str(self.git.directory()))[self.git.tree(self.commit)]
        assert isinstance(found, pygit2.Tree), "git said that it is one"  # noqa: S101 - an invariant
        return found

    @cached_property
    def reader(self) -> FileReader:
        """Reads the files of the commit."""
        return FileReader(PastTree(self.root, self._top))

    @cached_property
    def settings(self) -> Settings:
        """The repository's settings; the plain ones where they cannot be read."""
        found = None
        if SETTINGS in self._top:
            found = self.reader.value(SETTINGS, Settings, [])
        return found or Settings(format=1)

    def cases(self, many: Many | None = None) -> Iterator[Case]:
        """Every incident's row by id, from what was kept where its folders are as they were."""
        kept = self._cache.run(self._whole, whole_of)
        if kept is None:
            kept = self._renewed(self._cache.newest(self._cache.tool, whole_of) or Whole(), many)
            self._cache.keep_run(self._whole, kept, _RUNS)
        yield from kept.cases

    def rest(self, many: Many | None = None) -> Rest:
        """What can still be owed, kept beside the whole: it is short, and is asked for daily."""
        kept = self._cache.run(f"rest {self._whole}", rest_of)
        if kept is not None:
            return kept
        found = rest(self.cases(many))
        rows = [[*map(frozen, found.cases)], found.actions]
        self._cache.keep_run(f"rest {self._whole}", rows, _RUNS)
        return found

    @cached_property
    def _cache(self) -> Cache:
        return Cache(self.git.directory() / _NAME)

    @cached_property
    def _whole(self) -> str:
        """Stands for all that the ledger is made of, this toolkit included."""
        return f"{self._cache.tool} {self._digest(SETTINGS, *_TOPS)}"

    def _digest(self, *paths: str) -> str:
        """Stands for everything at these paths."""
        ids = (str(self._top[path].id) if path in self._top else "" for path in paths)
        return _digest(*ids)

    def _renewed(self, kept: Whole, many: Many | None) -> Whole:
        """Every row, with the digest of what it is made of; what was kept is not read again."""
        keys = dict(self._keys())
        known = zip(kept.keys, kept.cases, strict=True)
        rows = {case.id: case for key, case in known if keys.get(case.id) == key}
        missing = [incident for incident in keys if incident not in rows]
        read = many if many is not None and len(missing) >= _FEW else Ledger.read
        rows |= zip(missing, read(self, missing), strict=True)
        return Whole((*keys.values(),), tuple(rows[incident] for incident in keys))

    def read(self, incidents: Sequence[str]) -> list[Case]:
        """The rows of these incidents, read from their files."""
        zone = self.settings.tzinfo
        return [row_of(self.root, i, self._folders[i], zone) for i in incidents]

    def _keys(self) -> Iterator[tuple[str, str]]:
        """The incidents, each with a digest of all that its row is made of."""
        settings = self._digest(SETTINGS)
        for name, folders in sorted(self._folders.items()):
            parts = (f"{top} {folder.id}" for top, folder in folders.items())
            yield name, _digest(settings, *parts)

    @cached_property
    def _folders(self) -> dict[str, dict[str, Any]]:
        """The folders of each incident by the folder that they lie in.

        They are held: to find one by its path git reads the whole list of its year each time.
        """
        found: dict[str, dict[str, Any]] = {}
        for top in _TOPS:
            years = self._top[top] if top in self._top else None  # noqa: SIM401 - it is no dict
            for year, inner in _inside(years):
                for name, folder in _inside(inner):
                    if is_place(year, name):
                        found.setdefault(name, {})[top] = folder
        return found


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def _inside(tree: Any) -> Iterator[tuple[str, Any]]:
    """The folders in a tree, by name."""
    if getattr(tree, "type_str", "") == "tree":
        for entry in tree:
            if entry.type_str == "tree":
                yield os.fsdecode(entry.raw_name), entry
