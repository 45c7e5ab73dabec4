"""Whether a path is as it was when an incident began: what proves an action done (requirement 6.4).

What counts is its content at the judged commit against that in the first-parent history of the base
at the time: a change that was taken back is none, and neither is another mode; a removal is one.
"""

import os
import posixpath
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from wakebook.model.postmortem import place
from wakebook.model.proof import Outcome
from wakebook.records.git import Git, GitError, rows

_MANY = 200
"""Paths that one command line of git takes."""
Asked = tuple[str, datetime]
"""A path, and when its incident began."""


class LastChange(NamedTuple):
    """The commit of a branch that changed a path last, and when it came there."""

    commit: str
    at: datetime


def touched(
    git: Git, ends: tuple[str, str | None], path: str, since: datetime, own: tuple[str, ...]
) -> Outcome:
    """Whether a path differs between the second end and the first end's history at a time.

    The second is a commit or tree, None is the work tree; ``own`` are folders that prove nothing.
    """
    base, head = ends
    if is_idle(git, head or base, path, own, here=head is None):
        return "idle"
    try:
        if head is not None:
            return outcomes(git, (base, head), [(path, since)])[path, since]
        whole, start = _whole(git, path), _starts(git, base, [since])[since]
        if whole is None or start is None:
            return "unmet" if whole is None else "unknown"
        return "met" if _differs_here(git, start, whole) else "unmet"
    except GitError:  # such as a name that is too long
        return "unmet"


def outcomes(git: Git, ends: tuple[str, str], asked: Collection[Asked]) -> dict[Asked, Outcome]:
    """The same for many paths and times at once, however many: one walk and one look-up.

    ``idle`` is not asked for. Raises GitError where there is no such history.
    """
    base, head = ends
    starts = _starts(git, base, {since for _, since in asked})
    found: dict[Asked, Outcome] = {}
    pairs: dict[Asked, tuple[str, str]] = {}
    for path, since in asked:
        whole, start = _whole(git, path), starts[since]
        found[path, since] = "unknown" if whole and start is None else "unmet"
        if whole is not None and start is not None:
            pairs[path, since] = f"{start}:{whole}", f"{head}:{whole}"
    held = _contents(git, {name for pair in pairs.values() for name in pair})
    for each, (then, now) in pairs.items():
        if _differs(git, held[then], held[now]):
            found[each] = "met"
    return found


def _starts(git: Git, base: str, times: Collection[datetime]) -> dict[datetime, str | None]:
    """The newest commit of a branch before each time, else its first one.

    The first commit of all shows how things were, not that they changed. None where history is cut
    off after the time.
    """
    found: dict[datetime, str | None] = {}
    waiting = sorted(times)
    asked = ("log", "--first-parent", "--format=%H %ct", "--no-show-signature")
    commit = None
    for row in git.run(*asked, base, "--").decode("ascii").splitlines():
        commit, _, seconds = row.partition(" ")
        while waiting and _at(seconds) < waiting[-1]:
            found[waiting.pop()] = commit
        if not waiting:
            return found
    return found | dict.fromkeys(waiting, None if git.shallow() else commit)


class _Held(NamedTuple):
    """What a commit holds at a path: the id of its content, empty for nothing, and its type."""

    id: str = ""
    type: str = ""


def _contents(git: Git, names: Collection[str]) -> dict[str, _Held]:
    """What each ``commit:path`` leads to."""
    if not names:
        return {}
    given = b"".join(os.fsencode(name) + b"\n" for name in names)
    told = git.run("cat-file", "--batch-check=%(objectname) %(objecttype)", stdin=given)
    lines = os.fsdecode(told).split("\n")[:-1]
    gone = (" missing", " ambiguous")
    return {
        name: _Held() if line.endswith(gone) else _Held(*line.split(" "))
        for name, line in zip(names, lines, strict=True)
    }


def _differs(git: Git, then: _Held, now: _Held) -> bool:
    """Whether the contents differ; folders are looked into, since their ids hold modes."""
    if then.id == now.id or not (then.type == now.type == "tree"):
        return then.id != now.id
    asked = ("diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev")
    return any(old != new for old, new, _ in _raw(git, *asked, then.id, now.id))


def _differs_here(git: Git, start: str, whole: str) -> bool:
    """The same of the work tree, with the files that git does not track yet."""
    where = f":(top,literal){whole}"
    asked = ("diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-relative")
    told = list(_raw(git, "-c", "core.fileMode=false", *asked, start, "--", where))
    changed = {path for then, now, path in told if then != now}
    new = {posixpath.normpath(f"{git.prefix()}{path}") for path in git.untracked([where])}
    # What git no longer tracks but lies there still is in both: whether it differs is not told.
    return bool(changed ^ new)


def _raw(git: Git, *asked: str) -> Iterator[tuple[str, str, str]]:
    """The id before, the id after and the path of everything that a ``--raw`` tells."""
    fields = iter(rows(git.run(*asked)))
    for facts in fields:
        _, _, then, now, _ = facts.split(" ")
        yield then, now, next(fields)


def _at(seconds: str) -> datetime:
    return datetime.fromtimestamp(min(int(seconds), 253_402_300_799), UTC)


def is_idle(git: Git, commit: str, path: str, own: Iterable[str], *, here: bool = False) -> bool:
    """Whether a path lies in one of these folders, or holds one, or is a whole top folder.

    ``here`` is whether folders of the work tree count as well as those of the commit.
    """
    whole, prefix = _whole(git, path), git.prefix()
    if whole is None:
        return False
    for folder in own:
        there = f"{prefix}{folder}"
        if f"{whole}/".startswith(f"{there}/") or there.startswith(f"{whole}/"):
            return True
    return "/" not in whole.removeprefix(prefix) and _is_folder(git, commit, whole, here=here)


def _whole(git: Git, path: str) -> str | None:
    """A path as it is told from the top of the repository; None where it leads nowhere there."""
    inner = place(path)
    return inner and (inner[1:] if inner[0] == "/" else f"{git.prefix()}{inner}")


def _is_folder(git: Git, commit: str, whole: str, *, here: bool) -> bool:
    top = git.top() if here else None
    try:
        if top is not None and (top / whole).is_dir():
            return True
        return git.run("ls-tree", "-d", "--full-tree", commit, "--", whole).startswith(b"040000")
    except (GitError, OSError):  # a path that leads out of the repository, or is too long
        return False


def last_changes(git: Git, commit: str, paths: Iterable[str]) -> dict[str, LastChange]:
    """The last change of each path in the first-parent history of a commit; absent for none.

    One walk of git's for two hundred paths, however long the history is.
    """
    wholes = {path: whole for path in dict.fromkeys(paths) if (whole := _whole(git, path))}
    names = list(wholes)
    found: dict[str, LastChange] = {}
    for begin in range(0, len(names), _MANY):
        few = names[begin : begin + _MANY]
        for changed, last in _walked(
            git, commit, [f":(top,literal){wholes[name]}" for name in few]
        ):
            for name in few:
                if name not in found and _covers(wholes[name], changed):
                    found[name] = last
    return found


def _covers(whole: str, changed: str) -> bool:
    """Whether a changed file, told from the top of the repository, is what a path leads to."""
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
