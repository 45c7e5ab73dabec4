"""Time as the gateway needs it; tests bring a clock that moves when it is told to."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time, in seconds since 1970, and lets some of it pass."""

    def now(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Do nothing for some seconds."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Do nothing for some seconds."""
        time.sleep(seconds)


def written(seconds: float) -> str:
    """A time as RFC 3339 writes it, in UTC and whole seconds."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
