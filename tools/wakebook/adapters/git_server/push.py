"""A push as a server's hook learns of it, and the repository that it is about to change."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from wakebook.model.gate.statement import TRAILER
from wakebook.model.roster import Roster
from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened
from wakebook.records.tree import GitTree

_LINE = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) (refs/[^ \0]+)")


class Update(NamedTuple):
    """One ref of a push: where it is and where it would be; zeros stand for no ref.

    Source: githooks(5), pre-receive.
    """

    old: str
    new: str
    ref: str

    @property
    def creates(self) -> bool:
        """Whether there is no such ref yet."""
        return not self.old.strip("0")

    @property
    def deletes(self) -> bool:
        """Whether the ref would be gone."""
        return not self.new.strip("0")


def updates(told: str) -> tuple[Update, ...]:
    """The lines that git gives a hook; raises ValueError with one that is none."""
    found = []
    for line in told.removesuffix("\n").split("\n") if told else ():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        found.append(Update(*match.groups()))
    return tuple(found)


@dataclass(frozen=True)
class Server:
    """A repository on a server before a push; ``branch`` is the ref that is gated, HEAD's."""

    root: Path
    git: Git
    branch: str

    @classmethod
    def at(cls, root: Path) -> "Server":
        """The repository in a folder; raises GitError where HEAD names no branch."""
        git = Git(root)
        return cls(root, git, os.fsdecode(git.run("symbolic-ref", "HEAD")).strip())

    @property
    def name(self) -> str:
        """The branch as people call it."""
        return self.branch.removeprefix("refs/heads/")

    @cached_property
    def tip(self) -> str | None:
        """The commit that the gated branch is at; None where there is no such branch."""
        try:
            return self.git.commit(self.branch)
        except GitError:
            return None

    @cached_property
    def roster(self) -> Roster | None:
        """The people of the tip: what a push adds to the catalog speaks for nobody yet."""
        if self.tip is None:
            return None
        return Roster(Opened(GitTree(self.root, self.tip), scope=[]).library.catalog)

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Refs that only lead to another one, and which."""
        listed = os.fsdecode(self.git.run("for-each-ref", "--format=%(refname) %(symref)"))
        pairs = (line.partition(" ") for line in listed.split("\n"))
        return {name: target for name, _, target in pairs if target}

    def descends(self, new: str, old: str) -> bool:
        """Whether a commit has another one in its history."""
        asked = ("rev-list", "--max-count=1", old, f"^{new}", "--")
        return not self.git.run(*asked)

    def naming(self, new: str, old: str) -> str | None:
        """A commit of a new line whose message names a statement, which only a gate may write."""
        options = ("--first-parent", "--max-count=1", f"--grep=^{TRAILER}: ")
        return self.git.run("rev-list", *options, new, f"^{old}", "--").decode().strip() or None

    def continues(self, new: str, old: str) -> bool:
        """Whether a commit has another one among its first parents, or is it."""
        asked = ("rev-list", "--first-parent", new, "--not", f"{old}^@", "--")
        return old in self.git.run(*asked).decode().split()
