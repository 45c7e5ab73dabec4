"""What commands share: the repository they work on and the streams they write to."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from wakebook.cli._exits import UsageError
from wakebook.records.git import Git
from wakebook.records.tree import GitTree, Tree, WorkTree, find_root


def root_of(
    arguments: argparse.Namespace, revision: str | None = None, option: str = "--rev"
) -> Path:
    """The repository's folder, from ``-C`` or the current folder upwards.

    With a revision, which ``option`` gives, nothing has to be checked out: a bare repository will
    do. Raises UsageError where there is none.
    """
    start = Path(arguments.directory)
    if not start.is_dir():
        raise UsageError(f"{arguments.directory} is no folder")
    root = find_root(start)
    if root is None and revision is not None:
        root = Git(start).top()
    if root is None and revision is not None:
        nothing = f"there is no git repository in {arguments.directory} or a folder above"
        raise UsageError(f"{nothing}; `wakebook init` begins one")
    if root is None:
        has_option = hasattr(arguments, option.removeprefix("--"))
        bare = f"; in a bare repository say {option}" if has_option else ""
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


def base_of(git: Git, said: str | None, option: str = "--base") -> str:
    """The branch that is gated, by its full name: git would rather take a tag of that name.

    Where nobody says which with ``option``, it is the remote's default branch, where it was when it
    was last fetched; else ``main``, else the only branch there is. A bare repository says so
    itself, by its HEAD. Raises UsageError where there is none of them.
    """
    if said is not None:
        return f"refs/heads/{said}" if git.has(f"refs/heads/{said}") else said
    for name in _bases(git):
        if name is not None and git.has(name):
            return name
    remote = git.remote()
    learn = f", or learn it with `git remote set-head {remote} --auto`" if remote else ""
    raise UsageError(f"which branch is gated? there is no main here; say it with {option}{learn}")


def reviewed_base(git: Git, said: str | None) -> str:
    """The same for what is to be taken from there: what was not reviewed gives no word.

    ``--base`` may name the gated branch or a commit of its history. Where no branch is known to be
    gated, it says which one is. Raises UsageError for a commit that is in no history of it.
    """
    base = base_of(git, said)
    known = list(_known_gates(git))
    commit = git.commit(base)
    if said is None or not known or any(git.holds(gate, commit) for gate in known):
        return base
    raise UsageError(
        f"--base {said} is not in the history of {spoken(known[0])}, the branch that is gated; "
        "what was not merged there was not reviewed, and does not count; "
        f"leave --base out, or bring {spoken(known[0])} up to date with git fetch"
    )


def _known_gates(git: Git) -> Iterator[str]:
    """The gated branch under each name that it has; the only branch of a clone may be any."""
    remote = git.remote()
    noted = git.leads_to(f"refs/remotes/{remote}/HEAD") if remote else None
    if noted is not None and git.has(noted):
        yield noted
        return
    names = [f"refs/remotes/{remote}/main", "refs/heads/main"] if remote else _bases(git)
    yield from (name for name in names if name is not None and git.has(name))


def spoken(ref: str) -> str:
    """A branch as a person says it."""
    return ref.removeprefix("refs/").removeprefix("heads/").removeprefix("remotes/")


def _bases(git: Git) -> Iterator[str | None]:
    if git.bare():
        yield git.leads_to("HEAD")
    yield git.leads_to(f"refs/remotes/{git.remote()}/HEAD")
    yield "refs/heads/main"
    branches = [name for name in git.branches() if not name.startswith("refs/heads/wakebook/")]
    yield branches[0] if len(branches) == 1 else None


def gated(arguments: argparse.Namespace) -> tuple[Git, str]:
    """The repository, which may be bare, and ``--rev`` or else the branch that is gated."""
    git = Git(root_of(arguments, "HEAD"))
    return git, base_of(git, arguments.rev, "--rev")


def wants_color() -> bool:
    """Whether to colour what goes to standard output: on a terminal, unless NO_COLOR is set.

    Source of the variable: the informal standard no-color.org.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
