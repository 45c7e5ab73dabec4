"""Reads the history of another repository: nothing of that repository is ever run.

libgit2 knows no hooks, filters, pagers or helpers of a repository's own settings, and fetches
nothing. What was merged to a branch counts as a whole: only first parents are followed.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wakebook.model.source import SourceCommit, Touched

if TYPE_CHECKING:
    import pygit2

_STALE = 64
"""So many commits older than the window are looked at: clocks go wrong."""
_MOST_COMMITS = 100_000
_MOST_COMPARED = 2_000
_MOST_PATHS = 2_000
_MOST_MESSAGE = 4_000
"""Bytes of one message; what a person reads of it, and the commit that it reverts, come first."""
_MOST_MESSAGES = 4_000_000
_MOST_READ = 200_000_000
"""Bytes of all messages that are kept, and of all commits that are read."""
_COMMITTER = re.compile(rb"^committer [^\n]*?(-?[0-9]{1,18}) [+-][0-9]+$", re.MULTILINE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZEROS = "0" * 40


class SourceError(Exception):
    """A repository cannot be read; the message says why and what to do."""


class History(NamedTuple):
    """Commits of a branch, newest first, and what could not be read."""

    commits: tuple[SourceCommit, ...]
    remarks: tuple[str, ...] = ()


class Tip(NamedTuple):
    """The commit that a branch stands at, the folder behind its name, and a remark if any."""

    commit: str | None
    folder: str
    remark: str | None = None


class _Raw(NamedTuple):
    id: str
    at: datetime | None
    tree: str
    parent: str | None
    message: str


class Source:
    """A git repository that is not ours. Raises SourceError where there is none at the place."""

    def __init__(self, place: Path) -> None:
        self._repository = _opened(place)

    def tip(self, rest: tuple[str, ...]) -> Tip:
        """What the steps behind ``tree/`` in an address mean: a branch, and a folder.

        A clone has the branch as its remote's and as its own; the remote's is what is deployed.
        Raises SourceError where there is no branch that can be read.
        """
        repository = self._repository
        named = bool(rest) and rest[0] != "HEAD"
        for length in range(1, len(rest) + 1) if named else ():
            name = "/".join(rest[:length])
            for ref in (f"refs/remotes/origin/{name}", f"refs/heads/{name}", f"refs/tags/{name}"):
                found = _pointed(repository, ref)
                if found is not None:
                    return Tip(found, "/".join(rest[length:]))
        for ref in ("refs/remotes/origin/HEAD", "HEAD"):
            found = _pointed(repository, ref)
            if found is not None:
                told = f"has no branch {rest[0]}; its default branch was read" if named else None
                return Tip(found, "/".join(rest[1:]), told)
        if repository.head_is_unborn:
            return Tip(None, "/".join(rest[1:]), "has no commit yet")
        raise SourceError("has no branch that can be read")

    def history(
        self,
        tip: str,
        span: tuple[datetime, datetime],
        expired: Callable[[], bool] = lambda: False,
    ) -> History:
        """The commits of a branch around a span of time; those within it with what they changed.

        ``expired`` tells when it has taken too long.
        """
        import pygit2

        found: list[SourceCommit] = []
        remarks: list[str] = []
        kept = 0
        try:
            for raw, wanted in _walk(self._repository, tip, span, remarks):
                told = raw.at is None or raw.at >= span[0]
                fits = told and kept + len(raw.message) <= _MOST_MESSAGES
                kept += len(raw.message) if fits else 0
                shown = raw if fits else raw._replace(message="")
                found.append(_commit(self._repository, shown, remarks if wanted else None))
                if expired():
                    remarks.append("took too long; older commits were not looked at")
                    break
        except pygit2.GitError as error:
            remarks.append(f"is damaged: {error}")
        return History(tuple(found), tuple(dict.fromkeys(remarks)))


def _walk(
    repository: Any, tip: str, span: tuple[datetime, datetime], remarks: list[str]
) -> Iterator[tuple[_Raw, bool]]:
    """Commits down to well before the span, each with whether it has to be compared."""
    stale = compared = 0
    for raw in islice(_first_parents(repository, tip, remarks), _MOST_COMMITS):
        stale = stale + 1 if raw.at is not None and raw.at < span[0] else 0
        within = raw.at is None or span[0] <= raw.at <= span[1]
        yield raw, within and compared < _MOST_COMPARED
        compared += within
        if stale >= _STALE:
            break
    if compared > _MOST_COMPARED:
        remarks.append(f"only {_MOST_COMPARED:,} commits of the window were compared")


def _opened(place: Path) -> "pygit2.Repository":
    import pygit2

    if not place.is_dir():
        raise SourceError("is not there")
    try:
        return pygit2.Repository(str(place), pygit2.enums.RepositoryOpenFlag.NO_SEARCH)
    except (pygit2.GitError, ValueError) as error:
        why = "belongs to another user" if "owned by" in str(error) else "is no git repository"
        raise SourceError(why) from None


def _pointed(repository: Any, ref: str) -> str | None:
    import pygit2

    try:
        return str(repository.references[ref].peel(pygit2.Commit).id)
    except (KeyError, ValueError, pygit2.GitError):
        return None


def _first_parents(repository: Any, tip: str, remarks: list[str]) -> Iterator[_Raw]:
    at: str | None = tip
    seen: set[str] = set()
    size = 0
    while at is not None and at not in seen:
        seen.add(at)
        try:
            _, data = repository.read(at)
        except (KeyError, ValueError):
            if not repository.is_shallow:
                remarks.append(f"lacks commit {at[:12]}: older ones could not be read")
            else:
                remarks.append("is a shallow clone: older commits could not be read")
            return
        raw = _parsed(at, data)
        if raw is None:
            remarks.append(f"is damaged at {at[:12]}: older commits could not be read")
            return
        yield raw
        size += len(data)
        if size > _MOST_READ:
            remarks.append(f"has too much to read; nothing before {at[:12]} was looked at")
            return
        at = raw.parent


def _parsed(name: str, data: bytes) -> _Raw | None:
    """A commit from its bytes: libgit2 reads no times before 1970, and git writes them."""
    head, _, message = data.partition(b"\n\n")
    lines = head.split(b"\n")
    if not lines[0].startswith(b"tree "):
        return None
    parents = [line[7:].decode("ascii", "replace") for line in lines if line[:7] == b"parent "]
    time = _COMMITTER.search(head)
    text = message[:_MOST_MESSAGE].decode("utf-8", "replace")
    tree = lines[0][5:].decode("ascii", "replace")
    return _Raw(name, _instant(time), tree, parents[0] if parents else None, text)


def _instant(found: "re.Match[bytes] | None") -> datetime | None:
    """The time of a commit; none at or before the beginning of Unix time: no clock was set."""
    try:
        seconds = int(found[1]) if found is not None else 0
        return _EPOCH + timedelta(seconds=seconds) if seconds > 0 else None
    except OverflowError:
        return None


def _commit(repository: Any, raw: _Raw, remarks: list[str] | None) -> SourceCommit:
    """The commit; with what it changed, if there are remarks to add to where that is missing."""
    if remarks is None:
        return SourceCommit(raw.id, raw.at, raw.message)
    import pygit2

    try:
        own = repository[raw.tree]
        before = None
        if raw.parent is not None and not _cut_off(repository, raw.parent):
            parent = _parsed(raw.parent, repository.read(raw.parent)[1])
            before = repository[parent.tree] if parent else None
        elif raw.parent is not None:
            remarks.append(f"is cut off at {raw.id[:12]}: what that commit changed is unknown")
            return SourceCommit(raw.id, raw.at, raw.message)
        compared = before.diff_to_tree(own) if before else own.diff_to_tree(swap=True)
    except (KeyError, ValueError, AttributeError, pygit2.GitError):
        remarks.append(f"lacks files' names of {raw.id[:12]}: what that commit changed is unknown")
        return SourceCommit(raw.id, raw.at, raw.message)
    deltas = compared.deltas
    touched = tuple(_touched(delta) for delta in islice(deltas, _MOST_PATHS))
    return SourceCommit(raw.id, raw.at, raw.message, touched, len(compared))


def _cut_off(repository: Any, name: str) -> bool:
    return bool(repository.is_shallow) and name not in repository


def _touched(delta: Any) -> Touched:
    old, new = delta.old_file, delta.new_file
    raw = (new.raw_path or old.raw_path)[:1000]
    return Touched(raw.decode("utf-8", "backslashreplace"), _id(old), _id(new))


def _id(file: Any) -> str:
    return str(file.id) if file.mode else _ZEROS
