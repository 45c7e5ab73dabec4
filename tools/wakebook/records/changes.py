"""What changed since a base, from git alone."""

from functools import partial

from wakebook.model.change import Change, Deed, FileChange
from wakebook.model.library import Library
from wakebook.records.git import Git, GitError
from wakebook.records.history import Change as GitChange
from wakebook.records.history import diff
from wakebook.records.library import Opened
from wakebook.records.sealing import ENDING, Unsealed, clear_name, is_sealed
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
    if any(map(is_sealed, deeds)):
        deeds = _in_the_clear(deeds, GitTree(tree.root, base), tree)
    files = tuple(FileChange(path, deeds[path]) for path in sorted(deeds))
    before = partial(_library, tree, base)
    return Change(base, files, before, partial(touched, git, (base, head)))


def _in_the_clear(deeds: dict[str, Deed], base: Tree, tree: Tree) -> dict[str, Deed]:
    """The same of sealed files as if they were clear: to seal what was clear changes nothing."""
    names = {clear_name(path) for path in deeds if is_sealed(path)}
    folders = sorted({path.rpartition("/")[0] for path in names})
    sides = [Unsealed(side) for side in (base, tree)]
    held = [{file.path for file in side.files(folders)} for side in sides]
    found = {path: deed for path, deed in deeds.items() if clear_name(path) not in names}
    for path in names:
        before, after = (_bytes(s, h, path) for s, h in zip(sides, held, strict=True))
        if before != after:
            found[path] = "added" if before is None else "removed" if after is None else "changed"
        elif before is None:  # no key opens it on either side
            found |= {name: deeds[name] for name in (path, f"{path}{ENDING}") if name in deeds}
    return found


def _bytes(side: Unsealed, held: set[str], path: str) -> bytes | None:
    return side.read(path) if path in held else None


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
