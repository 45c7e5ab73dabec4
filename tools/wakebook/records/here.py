"""Rows of the work tree: those of the last commit, and what differs from it read anew."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from wakebook.records.folders import TOPS, R
from wakebook.records.git import Git, GitError, rows
from wakebook.records.library import Opened
from wakebook.records.tree import WorkTree, unreadable


def rows_here(
    root: Path, kept: Callable[[str], Iterable[R]], read: Callable[[Opened, str], R | None]
) -> Iterator[R]:
    """Every incident's row as it lies in the folder, committed or not, under git or not.

    ``kept`` gives the rows of a commit, ``read`` that of an incident that is read as a whole.
    """
    git = Git(root)
    try:
        commit = git.commit("HEAD")
    except GitError:
        commit = None
    if commit is None or unreadable(git) is not None or _settings_differ(git):
        yield from _read(Opened(WorkTree(root)), read)
        return
    changed = _differing(git)
    for row in kept(commit):
        if row.id not in changed:
            yield row
    if changed:
        yield from _read(Opened(WorkTree(root), sorted(changed)), read)


def _read(opened: Opened, read: Callable[[Opened, str], R | None]) -> Iterator[R]:
    for incident in sorted(opened.shelf.cases):
        if opened.files(incident) is not None and (row := read(opened, incident)) is not None:
            yield row


def _settings_differ(git: Git) -> bool:
    return bool(git.run("diff", "--name-only", "HEAD", "--", "wakebook.yaml"))


def _differing(git: Git) -> set[str]:
    """The incidents of which a file differs from the last commit."""
    plain = ("--name-only", "-z", "--no-renames", "--relative", "--no-ext-diff")
    paths = rows(git.run("diff", *plain, "HEAD", "--", *TOPS))
    parts = (path.split("/") for path in [*paths, *git.untracked(list(TOPS))])
    return {part[2] for part in parts if len(part) > 3}
