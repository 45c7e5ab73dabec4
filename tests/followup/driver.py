"""The command as a process of its own, on the clock of the fake: nobody waits for real."""

import os
import sys
from datetime import UTC, datetime

import wakebook.adapters.github as adapter
from wakebook.cli import _clock
from wakebook.cli.main import main

TIME = float(os.environ["FAKE_TIME"])


class Still:
    """A clock that stands."""

    def now(self) -> float:
        """Seconds since 1970."""
        return TIME

    def sleep(self, seconds: float) -> None:
        """Waits for nothing."""


adapter.SystemClock = Still
_clock.now = lambda: datetime.fromtimestamp(TIME, UTC)
sys.exit(main(sys.argv[1:]))
