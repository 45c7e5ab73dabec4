"""What a merge would give: a commit of git's objects, made without a work tree."""

from typing import NamedTuple

from wakebook.records.git import Git, GitError

NOBODY = ("-c", "user.name=wakebook", "-c", "user.email=gate@wakebook.invalid")
"""Who makes a commit of the gate, where neither the settings nor the environment name anybody."""


class Merged(NamedTuple):
    """The commit that merging would make, or the paths that stand in the way."""

    commit: str | None
    conflicts: tuple[str, ...] = ()


def merged(git: Git, tip: str, head: str) -> Merged:
    """Merge a head into a tip as git and GitHub do (the ``ort`` strategy), in objects alone.

    Raises GitError where the two share no history or an object is missing.
    """
    asked = ("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", tip, head)
    try:
        told = git.run(*asked, good=(0, 1)).decode("utf-8", "surrogateescape")
    except GitError as error:
        advice = "; this clone is shallow: git fetch --unshallow" if git.shallow() else ""
        raise GitError(f"{error}{advice}") from None
    tree, *paths = told.split("\0")
    conflicts = tuple(dict.fromkeys(path for path in paths if path))
    if conflicts:
        return Merged(None, conflicts)
    words = ("commit-tree", tree, "-p", tip, "-p", head, "-m", "What a merge would give")
    return Merged(git.run(*NOBODY, *words).decode().strip())
