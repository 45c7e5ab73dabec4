"""The bare git repository behind the fake: every head and every merge is a real commit."""

from collections.abc import Mapping
from pathlib import Path

import pygit2
from pygit2.enums import FileMode, SortMode

NOTHING = "0" * 40


class BareRepository:
    """Commits and branches, by full ids and full names of references."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._git = pygit2.init_repository(path, bare=True, initial_head="main")

    def at(self, ref: str) -> str | None:
        """The commit that a reference is at."""
        found = self._git.references.get(ref)
        return str(found.target) if found else None

    def move(self, ref: str, commit: str | None) -> None:
        """Set a reference to a commit, or remove it."""
        if commit is not None:
            self._git.references.create(ref, commit, force=True)
        elif self.at(ref):
            self._git.references.delete(ref)

    def knows(self, commit: str) -> bool:
        """Whether there is such a commit."""
        return len(commit) == 40 and commit in self._git

    def commit(
        self,
        parents: list[str],
        files: Mapping[str, str | None],
        message: str,
        author: pygit2.Signature,
        committer: pygit2.Signature,
    ) -> str:
        """A commit that changes the first parent's files; None removes one."""
        index = pygit2.Index()
        if parents:
            index.read_tree(self._git[parents[0]].peel(pygit2.Tree))
        for path, text in files.items():
            if text is None:
                index.remove(path)
            else:
                blob = self._git.create_blob(text.encode())
                index.add(pygit2.IndexEntry(path, blob, FileMode.BLOB))
        tree = index.write_tree(self._git)
        made = self._git.create_commit(None, author, committer, message, tree, parents)
        return str(made)

    def between(self, base: str, head: str) -> list[pygit2.Commit]:
        """The commits of a head that a base does not have, parents first."""
        walk = self._git.walk(head, SortMode.TOPOLOGICAL | SortMode.REVERSE)
        walk.hide(base)
        return list(walk)

    def follows(self, old: str, new: str) -> bool:
        """Whether a commit has another one in its past."""
        return old == new or self._git.descendant_of(new, old)

    def changed(self, base: str, head: str) -> list[tuple[str, str]]:
        """Paths with GitHub's word for what became of them, since the heads parted."""
        fork = self._git.merge_base(base, head)
        words = {"A": "added", "M": "modified", "D": "removed"}
        difference = self._git.diff(str(fork), head)
        return [(d.delta.new_file.path, words[d.delta.status_char()]) for d in difference]

    def merge(
        self,
        base: str,
        head: str,
        message: str,
        signed: tuple[pygit2.Signature, pygit2.Signature],
        *,
        squash: bool = False,
    ) -> str | None:
        """The merge of a head into a base as a commit; None where they are in conflict."""
        index = self._git.merge_commits(base, head)
        if index.conflicts:
            return None
        parents = [base] if squash else [base, head]
        tree = index.write_tree(self._git)
        return str(self._git.create_commit(None, *signed, message, tree, parents))

    def merges(self, base: str, head: str) -> bool:
        """Whether a head can be merged into a base."""
        return not self._git.merge_commits(base, head).conflicts
