"""When a path was changed last: what proves that an action is done (requirement 6.4).

A path is taken from this folder, or, with a slash at its beginning, from the repository's top; what
stands behind ``#`` is a place within the file. A folder is changed with any of its files.
"""

import posixpath
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from wakebook.model.proof import Outcome
from wakebook.records.git import Git, GitError, rows

_MANY = 200
"""Paths that one command line of git takes."""


class LastChange(NamedTuple):
    """The commit of a branch that changed a path last, and when it came there."""

    commit: str
    at: datetime


def touched(
    git: Git, ends: tuple[str, str | None], path: str, since: datetime, own: tuple[str, ...]
) -> Outcome:
    """Whether the change between two ends, or the first end's history since a time, changed it.

    The second is a commit or tree, None is the work tree; ``own`` are folders that prove nothing.
    """
    base, head = ends
    place = _place(path)
    if place is None:
        return "unmet"
    try:
        if is_idle(git, head or base, path, own, here=head is None):
            return "idle"
        met = _differs(git, base, head, place) or _in_history(git, base, place, since)
    except GitError:  # such as a path that leads out of the repository
        return "unmet"
    return "unknown" if met is None else "met" if met else "unmet"


def is_idle(git: Git, commit: str, path: str, own: Iterable[str], *, here: bool = False) -> bool:
    """Whether a path lies in one of these folders, or holds one, or is a whole top folder.

    ``here`` is whether folders of the work tree count as well as those of the commit.
    """
    if _place(path) is None:
        return False
    prefix = git.prefix()
    whole = posixpath.normpath(_whole(prefix, path))
    for folder in own:
        there = f"{prefix}{folder}"
        if f"{whole}/".startswith(f"{there}/") or there.startswith(f"{whole}/"):
            return True
    return "/" not in whole.removeprefix(prefix) and _is_folder(git, commit, whole, here=here)


def _whole(prefix: str, path: str) -> str:
    """A path as it is told from the top of the repository."""
    place = path.partition("#")[0].rstrip("/")
    return place.lstrip("/") if place[:1] == "/" else f"{prefix}{place}"


def _is_folder(git: Git, commit: str, whole: str, *, here: bool) -> bool:
    top = git.top() if here else None
    try:
        if top is not None and (top / whole).is_dir():
            return True
        return git.run("ls-tree", "-d", "--full-tree", commit, "--", whole).startswith(b"040000")
    except (GitError, OSError):  # a path that leads out of the repository, or is too long
        return False


def _place(path: str) -> str | None:
    """A path as git takes it, with nothing in it that git would read as a pattern."""
    name = path.partition("#")[0].rstrip("/")
    inner = posixpath.normpath(name.lstrip("/")) if name.strip("/") else "."
    if inner.partition("/")[0] in (".", "..") or "\0" in name:
        return None  # the whole repository, or a place outside of it
    return f":(top,literal){name.lstrip('/')}" if name[0] == "/" else f":(literal){name}"


def _differs(git: Git, base: str, head: str | None, place: str) -> bool:
    ends = (base,) if head is None else (base, head)
    plain = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
    if git.run("diff", *plain, *ends, "--", place):
        return True
    return head is None and bool(git.untracked([place]))


def _in_history(git: Git, base: str, place: str, since: datetime) -> bool | None:
    asked = ("log", "-1", "--first-parent", "--format=%ct %P", "--no-show-signature")
    told = git.run(*asked, base, "--", place).decode("ascii").split()
    # The first commit of all shows how things were, not that they changed; so does a cut-off one.
    if len(told) > 1 and _at(told[0]) >= since:
        return True
    return None if git.shallow() else False


def _at(seconds: str) -> datetime:
    return datetime.fromtimestamp(min(int(seconds), 253_402_300_799), UTC)


def last_changes(git: Git, commit: str, paths: Iterable[str]) -> dict[str, LastChange]:
    """The last change of each path in the first-parent history of a commit; absent for none.

    One walk of git's for two hundred paths, however long the history is.
    """
    places = {path: place for path in dict.fromkeys(paths) if (place := _place(path))}
    names = list(places)
    found: dict[str, LastChange] = {}
    for begin in range(0, len(names), _MANY):
        few = names[begin : begin + _MANY]
        for changed, last in _walked(git, commit, [places[name] for name in few]):
            for name in few:
                if name not in found and _covers(git, name, changed):
                    found[name] = last
    return found


def _covers(git: Git, name: str, changed: str) -> bool:
    """Whether a changed file, told from the top of the repository, is what a path leads to."""
    whole = _whole(git.prefix(), name)
    return changed == whole or changed.startswith(f"{whole}/")


def _walked(git: Git, commit: str, places: list[str]) -> Iterator[tuple[str, LastChange]]:
    """Every changed file of every commit, newest commit first."""
    asked = ("log", "--first-parent", "-m", "--name-only", "-z", "--no-renames", "--no-relative")
    plain = ("--format=format:%x01%H %ct %P", "--no-show-signature", "--no-ext-diff")
    last: LastChange | None = None
    try:
        told = rows(git.run(*asked, *plain, commit, "--", *places) + b"\0")
    except GitError:
        return
    for row in told:
        for part in filter(None, row.split("\n")):
            if part[0] == "\x01":
                name, seconds, *parents = part[1:].split(" ")
                last = LastChange(name, _at(seconds)) if any(parents) else None
            elif last is not None:
                yield part, last
