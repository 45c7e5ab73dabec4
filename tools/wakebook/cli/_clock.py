"""The clock of a command, in one place, so that a rehearsal can set it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
