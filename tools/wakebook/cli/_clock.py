"""The clock of a command, in one place, so that a rehearsal can set it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.records.git import Git

_DIGITS = 11
"""Those of a commit's seconds; they reach to the year 5138, and a commit can hold any number."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def time_of(git: "Git", commit: str) -> datetime:
    """When a commit was made, in UTC, as its committer says; raises GitError for no such time."""
    from wakebook.records.git import GitError

    told = git.run("log", "-1", "--no-show-signature", "--format=%ct", commit, "--").strip()
    if not told.isdigit() or len(told) > _DIGITS:
        raise GitError(f"the commit {commit[:12]} is of no possible time")
    return datetime.fromtimestamp(int(told), UTC)
