"""What is counted over the incidents that an audience may see, made when a page first asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wakebook.model.dashboard import Dashboard
from wakebook.model.planning import Ahead
from wakebook.model.policy.measures import MeasuresRule


@dataclass
class Counted:
    """The definitions of figures, and what follows from them.

    ``newest`` is the day of the newest incident, empty where none has begun; ``until`` is that of
    the commit that is shown, None for what no commit holds. ``running`` are the periods of the
    newest incident, such as ``2026-Q4``, that are not over on the later of both days.
    """

    rule: MeasuresRule
    count: Callable[[], Dashboard | None]
    look_ahead: Callable[[str], Ahead]
    newest: str
    until: date | None
    running: frozenset[str]

    @cached_property
    def dashboard(self) -> Dashboard | None:
        """All figures; None where no incident has begun."""
        return self.count()

    @cached_property
    def ahead(self) -> Ahead:
        """What to mend next; lately is the last stretch of time that figures compare."""
        return self.look_ahead(self.dashboard.last.first if self.dashboard else "")
