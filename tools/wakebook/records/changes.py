"""What changed since a base, from git alone."""

from functools import partial

from wakebook.model.change import Change, Deed, FileChange
from wakebook.model.library import Library
from wakebook.records.git import Git, GitError
from wakebook.records.history import Change as GitChange
from wakebook.records.history import diff
from wakebook.records.library import Opened
from wakebook.records.touched import touched
from wakebook.records.tree import FOLDERS, SETTINGS, GitTree, StagedTree, Tree, blob_id


def changed_since(tree: Tree, revision: str) -> Change:
    """The files that differ between a tree and where it left ``revision``'s history.

    Raises GitError for a revision that git does not know or that shares no history.
    """
    git = Git(tree.root)
    head = tree.commit if isinstance(tree, GitTree) else None
    base = git.run("merge-base", git.commit(revision), head or "HEAD").decode().strip()
    return _change(tree, base, head)


def staged_since(tree: StagedTree) -> Change | None:
    """What the next commit adds to what others have: to the upstream's state, else to HEAD.

    None where there is no commit yet.
    """
    git = Git(tree.root)
    branch = git.branch()
    try:
        base = git.commit("HEAD")
        upstream = git.upstream(branch) if branch else None
        if upstream:
            base = git.run("merge-base", git.commit(upstream), base).decode().strip()
    except GitError:
        return None
    return _change(tree, base, tree.commit)


def _change(tree: Tree, base: str, head: str | None) -> Change:
    git = Git(tree.root)
    folders = [SETTINGS, *FOLDERS]
    deeds: dict[str, Deed] = {
        change.path: _deed(change.old_mode, change.new_mode)
        for change in diff(git, base, head, folders)
        if not _only_looks_changed(change, tree)
    }
    if head is None:
        deeds |= dict.fromkeys(git.untracked(folders), "added")
    files = tuple(FileChange(path, deeds[path]) for path in sorted(deeds))
    before = partial(_library, tree, base)
    return Change(base, files, before, partial(touched, git, (base, head)))


def _library(tree: Tree, base: str) -> Library:
    return Opened(GitTree(tree.root, base), scope=[]).library


def _only_looks_changed(change: GitChange, tree: Tree) -> bool:
    """Whether only the time stamps of a file differ: git did not look into it, so we do."""
    if change.new_id.strip("0") or change.new_mode != change.old_mode:
        return False
    try:
        return blob_id(tree.read(change.path), change.old_id) == change.old_id
    except OSError:
        return False


def _deed(old_mode: int, new_mode: int) -> Deed:
    if not old_mode:
        return "added"
    return "changed" if new_mode else "removed"
