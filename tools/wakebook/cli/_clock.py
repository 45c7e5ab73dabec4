"""The clock of a command, in one place, so that a rehearsal can set it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.records.git import Git


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def time_of(git: "Git", commit: str) -> datetime:
    """When a commit was made, in UTC, as its committer says; raises GitError for none."""
    told = git.run("log", "-1", "--no-show-signature", "--format=%ct", commit, "--")
    return datetime.fromtimestamp(int(told), UTC)
