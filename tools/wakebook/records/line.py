"""A branch's own line: what it was after each commit that it was moved to, oldest first."""

import os
import re
from typing import NamedTuple

from wakebook.model.gate.statement import TRAILER
from wakebook.records.git import Git, GitError

_NAMES = re.compile(rf"^{TRAILER}: ([0-9a-f]{{64}})$", re.MULTILINE)


class Step(NamedTuple):
    """One commit of the line; ``named`` is the digest of the statement that its message names."""

    commit: str
    tree: str
    author: str
    named: str | None

    def __str__(self) -> str:
        return f"commit {self.commit[:12]} by {self.author}"


def demand_all_of_it(git: Git) -> None:
    """Raise GitError for a shallow clone: what was cut off can be neither judged nor proven."""
    if git.shallow():
        raise GitError("the history here was cut off; `git fetch --unshallow` brings all of it")


def line(git: Git, commit: str) -> list[Step]:
    """The first parents of a commit and itself; ``tree`` is that of the records' folder.

    Raises GitError where the history was cut off, or an object is damaged. Where a commit lacks the
    folder, ``tree`` says so.
    """
    demand_all_of_it(git)
    asked = ("log", "-z", "--first-parent", "--reverse", "--format=%H%x00%an%x00%B")
    fields = git.run(*asked, commit).decode("utf-8", "replace").split("\0")[:-1]
    commits, authors, messages = fields[0::3], fields[1::3], fields[2::3]
    prefix = os.fsdecode(git.run("rev-parse", "--show-prefix")).removesuffix("\n")
    asking = "".join(f"{commit}:{prefix}\n" for commit in commits)
    told = git.run("cat-file", "--batch-check=%(objectname)", stdin=os.fsencode(asking))
    trees = told.decode("utf-8", "replace").splitlines()
    named = ((_NAMES.findall(message) or [None])[-1] for message in messages)
    return [Step(*each) for each in zip(commits, trees, authors, named, strict=True)]
