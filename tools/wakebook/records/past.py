"""The past of a branch: its commits one after another, and what their records said.

A history is long, and two commits of it differ in little: git lists nothing here, and what did not
change since the commit before is not read again.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wakebook.model.library import Library
from wakebook.records.case import Case, read_case
from wakebook.records.file import FileReader
from wakebook.records.git import Git, GitError
from wakebook.records.history import first_parents, touched
from wakebook.records.library import Opened
from wakebook.records.sealing import Unsealed
from wakebook.records.shelf import CaseFiles, arrange
from wakebook.records.tree import SETTINGS, SHARED, TreeFile

if TYPE_CHECKING:
    import pygit2

_GROUNDS = 8
"""States of the shared files that are kept open; history seldom goes back to an older one."""
_FOLDERS = 64
"""Folders of a commit that are kept open: to open one git reads the whole list of what is in it."""
Ids = tuple[str | None, ...]


class Step(NamedTuple):
    """A commit that a branch took on top of its first parent; ``paths`` are those that differ."""

    commit: str
    parent: str
    at: datetime
    paths: tuple[str, ...]


def steps(git: Git, branch: str, since: str | None = None) -> Iterator[Step]:
    """Every step of a branch that changed a file, oldest first; its beginning is none.

    Raises GitError for a revision that git does not know.
    """
    known = first_parents(git, git.commit(branch), None if since is None else git.commit(since))
    facts = {commit: (parent, seconds) for commit, parent, seconds in known}
    for commit, paths in touched(git, [(commit, parent) for commit, parent, _ in known]):
        parent, seconds = facts[commit]
        yield Step(commit, parent, datetime.fromtimestamp(seconds, UTC), paths)


class Past:
    """The records of single commits of a repository, best asked for in the order of time.

    With ``keys`` False sealed records stay sealed, whatever keys are here.
    """

    def __init__(self, root: Path, *, keys: bool = True) -> None:
        self._git, self._keys = Git(root), keys
        self._grounds: dict[Ids, Library] = {}
        self._cases: dict[str, tuple[Ids, Case]] = {}
        self._tree = lru_cache(2)(self._opened)

    @cached_property
    def _prefix(self) -> str:
        return self._git.prefix().rstrip("/")

    @cached_property
    def _repository(self) -> "pygit2.Repository":
        import pygit2

        return pygit2.Repository(str(self._git.directory()))

    def library(self, commit: str, incidents: Iterable[str]) -> Library:
        """The shared files of a commit, and these of its incidents alone."""
        tree = self._tree(commit)
        ground = self._ground(tree)
        cases = {name: self._case(tree, name, ground) for name in incidents}
        return replace(
            ground,
            incidents={name: case.incident for name, case in cases.items() if case.incident},
            postmortems={name: case.postmortem for name, case in cases.items() if case.postmortem},
            actions={name: case.actions for name, case in cases.items() if case.actions},
        )

    def case(self, commit: str, incident: str) -> Case:
        """What the files of an incident say in a commit."""
        tree = self._tree(commit)
        return self._case(tree, incident, self._ground(tree))

    def _opened(self, commit: str) -> "PastTree":
        top = self._top(commit)
        return PastTree(self._git.folder, top[self._prefix] if self._prefix else top)

    def _top(self, commit: str) -> Any:
        """The tree of a commit; of one with a time that libgit2 cannot read, git tells it."""
        import pygit2

        found: Any
        try:
            found = self._repository[commit]
        except (ValueError, pygit2.GitError):
            told = self._git.run("rev-parse", "--verify", f"{commit}^{{tree}}")
            return self._repository[told.decode().strip()]
        return found.tree

    def _ground(self, tree: "PastTree") -> Library:
        key = tree.ids((SETTINGS, *SHARED))
        if key not in self._grounds:
            while len(self._grounds) >= _GROUNDS:
                del self._grounds[next(iter(self._grounds))]
            self._grounds[key] = Opened(tree, scope=[]).library
        return self._grounds[key]

    def _case(self, tree: "PastTree", name: str, ground: Library) -> Case:
        folders = [f"{top}/{name[:4]}/{name}" for top in ("incidents", "postmortems")]
        key = tree.ids((SETTINGS, *folders))
        known = self._cases.get(name)
        if known is not None and known[0] == key:
            return known[1]
        clear = Unsealed(tree, keys=self._keys)
        shelf = arrange(clear.files(folders))
        files = shelf.cases.get(name, CaseFiles(name))
        case = read_case(files, FileReader(clear), ground.settings.tzinfo)
        case = case.lacking(shelf.misplaced.get(name, ()))
        self._cases[name] = (key, case)
        return case


class PastTree:
    """The files of one commit below a folder of it, found without starting git."""

    def __init__(self, root: Path, top: "pygit2.Tree") -> None:
        self.root = root
        self._top: Any = top
        self._folder = lru_cache(_FOLDERS)(self._at)

    def ids(self, paths: Iterable[str]) -> Ids:
        """The object ids of files and folders; None for what is not there."""
        found = (self._at(path) for path in paths)
        return tuple(None if entry is None else str(entry.id) for entry in found)

    def _at(self, path: str) -> Any:
        """A file or folder; None for what is not there."""
        above, _, name = path.rpartition("/")
        folder = self._folder(above) if above else self._top
        try:
            return folder[name]
        except (KeyError, TypeError):
            return None

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders, with its mode and blob id."""
        del few
        for folder in folders:
            top = self._at(folder)
            for path, entry in _below(folder, top) if top is not None else ():
                yield TreeFile(path, entry.filemode, str(entry.id))

    def read(self, path: str) -> bytes:
        """The bytes of a file of the commit; raises GitError where there is none."""
        import pygit2

        try:
            return bytes(self._at(path).read_raw())
        except (AttributeError, pygit2.GitError) as error:
            raise GitError(f"{path} cannot be read: {error}") from None

    def exists(self, path: str) -> bool:
        """Whether the commit has this file or folder."""
        return self._at(path) is not None

    def snapshot(self) -> str:
        """The folder's tree."""
        return str(self._top.id)


def _below(path: str, entry: Any) -> Iterator[tuple[str, Any]]:
    waiting = [(path, entry)]
    while waiting:
        path, entry = waiting.pop()
        if entry.type_str != "tree":
            yield path, entry
            continue
        waiting += [(f"{path}/{os.fsdecode(inner.raw_name)}", inner) for inner in entry]
