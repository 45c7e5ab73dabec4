"""The ledger of the work tree: that of the last commit, and what differs from it read anew."""

from collections.abc import Iterator
from pathlib import Path

from wakebook.model.ledger import Case
from wakebook.records.folders import Many
from wakebook.records.git import Git, GitError, rows
from wakebook.records.ledger import Ledger
from wakebook.records.ledger_row import of_case
from wakebook.records.library import Opened
from wakebook.records.tree import WorkTree, unreadable

_CASES = ("incidents", "postmortems")


def cases_here(root: Path, many: Many[Case] | None = None) -> Iterator[Case]:
    """Every incident's row as it lies in the folder, committed or not, under git or not."""
    git = Git(root)
    try:
        commit = git.commit("HEAD")
    except GitError:
        commit = None
    if commit is None or unreadable(git) is not None or _settings_differ(git):
        yield from _read(Opened(WorkTree(root)))
        return
    changed = _differing(git)
    for case in Ledger(root, commit).cases(many):
        if case.id not in changed:
            yield case
    if changed:
        yield from _read(Opened(WorkTree(root), sorted(changed)))


def _read(opened: Opened) -> Iterator[Case]:
    for incident in sorted(opened.shelf.cases):
        files = opened.files(incident)
        if files is not None:
            yield of_case(opened.case(incident), files)


def _settings_differ(git: Git) -> bool:
    return bool(git.run("diff", "--name-only", "HEAD", "--", "wakebook.yaml"))


def _differing(git: Git) -> set[str]:
    """The incidents of which a file differs from the last commit."""
    plain = ("--name-only", "-z", "--no-renames", "--relative", "--no-ext-diff")
    paths = rows(git.run("diff", *plain, "HEAD", "--", *_CASES))
    parts = (path.split("/") for path in [*paths, *git.untracked(list(_CASES))])
    return {part[2] for part in parts if len(part) > 3}
