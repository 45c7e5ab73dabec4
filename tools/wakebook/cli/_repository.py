"""What commands share: the repository they work on and the streams they write to."""

import argparse
import os
import sys
from pathlib import Path

from wakebook.cli.main import UsageError
from wakebook.records.git import Git, GitError
from wakebook.records.tree import GitTree, Tree, WorkTree, find_root


def root_of(arguments: argparse.Namespace, revision: str | None = None) -> Path:
    """The repository's folder, from ``-C`` or the current folder upwards.

    With a revision nothing has to be checked out: a bare repository will do. Raises UsageError
    where there is none.
    """
    start = Path(arguments.directory)
    if not start.is_dir():
        raise UsageError(f"{arguments.directory} is no folder")
    root = find_root(start)
    if root is None and revision is not None:
        root = Git(start).top()
    if root is None:
        bare = "; in a bare repository say --rev" if hasattr(arguments, "rev") else ""
        nothing = "there is no wakebook.yaml here or in a folder above"
        raise UsageError(f"{nothing}; `wakebook init` begins one{bare}")
    return root


def path_in(root: Path, arguments: argparse.Namespace, given: str) -> str:
    """A path that was given on the command line, relative to the repository.

    Raises UsageError for one that lies outside, whichever links lead to it.
    """
    path = Path(os.path.normpath(Path(arguments.directory, given).absolute()))
    for candidate in (path, path.resolve()):
        if candidate.is_relative_to(root):
            return candidate.relative_to(root).as_posix()
    raise UsageError(f"{given} lies outside of the repository {root.name}")


def tree_of(root: Path, revision: str | None) -> Tree:
    """The work tree, or the tree of a revision."""
    return WorkTree(root) if revision is None else GitTree(root, revision)


def base_of(git: Git) -> str:
    """What a change is to be merged into, where nobody says: the remote's default branch, or main.

    It is where it was when it was last fetched. Raises UsageError where there is neither.
    """
    for name in (f"refs/remotes/{git.remote()}/HEAD", "main"):
        try:
            return git.commit(name)
        except GitError:
            continue
    raise UsageError("there is no branch main here; say with --base what to merge into")


def wants_color() -> bool:
    """Whether to colour what goes to standard output: on a terminal, unless NO_COLOR is set.

    Source of the variable: the informal standard no-color.org.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
