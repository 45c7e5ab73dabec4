"""What commits did: which paths differ between them, and how a branch came to where it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wakebook.records.git import Git, rows

_LAST_SECOND = 253_402_300_799


class Change(NamedTuple):
    """One path that differs between two trees; an id of zeros or None is absent or not hashed."""

    path: str
    old_mode: int
    new_mode: int
    old_id: str
    new_id: str


def diff(git: Git, base: str, head: str | None, folders: Sequence[str]) -> Iterator[Change]:
    """What differs between a commit and another one, or the work tree; renames taken apart.

    Against the work tree files that git does not track are left out; see ``Git.untracked``.
    """
    ends = (base,) if head is None else (base, head)
    verb = "diff-index" if head is None else "diff-tree"
    recurse = () if head is None else ("-r",)
    return _changes(git, verb, "--relative", *recurse, *ends, "--", *folders)


def outside(git: Git, base: str, head: str) -> Iterator[Change]:
    """What differs between two commits outside of this folder, from the top as ``/path``."""
    folder = git.prefix().rstrip("/")
    if not folder:
        return
    places = (":(top)", f":(top,exclude,literal){folder}")
    asked = ("diff-tree", "--no-relative", "-r", base, head, "--", *places)
    for change in _changes(git, *asked):
        yield change._replace(path=f"/{change.path}")


def _changes(git: Git, verb: str, *asked: str) -> Iterator[Change]:
    options = ("--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
    fields = iter(rows(git.run(verb, *options, *asked)))
    for facts in fields:
        old_mode, new_mode, old_id, new_id, _ = facts.lstrip(":").split(" ")
        yield Change(next(fields), int(old_mode, 8), int(new_mode, 8), old_id, new_id)


def first_parents(git: Git, branch: str, since: str | None) -> list[tuple[str, str, int]]:
    """Every commit that a branch had as its newest one, oldest first, but not its beginning.

    Each with its first parent and the second of Unix time at which it was committed, as far as
    a calendar goes. With ``since`` those alone that this commit has not; both are full ids.
    """
    span = branch if since is None else f"{since}..{branch}"
    asked = ("log", "--first-parent", "--reverse", "--format=%H %ct %P", "--no-show-signature")
    lines = git.run(*asked, span, "--").decode("ascii").splitlines()
    split = [line.split(" ") for line in lines]
    return [(row[0], row[2], _seconds(row[1])) for row in split if row[2]]


def touched(git: Git, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each commit and its base the paths that differ, in one run; without any, nothing."""
    lines = "".join(f"{commit} {base}\n" for commit, base in pairs).encode()
    options = ("--stdin", "-r", "--raw", "-z", "--no-renames", "--relative")
    found: dict[str, list[str]] = {}
    told = iter(rows(git.run("diff-tree", *options, "--", ".", stdin=lines)))
    paths: list[str] = []
    for row in told:
        if row.startswith(":"):
            paths.append(next(told))
        else:
            paths = found.setdefault(row, [])
    return ((commit, tuple(paths)) for commit, paths in found.items())


def _seconds(told: str) -> int:
    """The time of a commit: git keeps a number of any length, and tells none where there is none.

    Later than the year 9999 counts as its end, since no calendar of Python's goes further.
    """
    return min(int(told.lstrip("0")[:13] or 0), _LAST_SECOND)
