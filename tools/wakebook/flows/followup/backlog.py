"""The backlog of action items: how each stands at a time, which are wanted, and in what order."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Literal, NamedTuple

from wakebook.model.ledger import Case, Owed
from wakebook.model.moment import Moment
from wakebook.model.roster import Roster

Timing = Literal["overdue", "soon", "later", "undated", "over"]
"""How an action stands to its date; ``over`` is one that nobody has to do any more."""
Order = Literal["due", "priority", "age"]
STATUSES = ("open", "in_progress", "done", "dropped")
KINDS = ("mitigate", "prevent", "detect", "document", "train")
PRIORITIES = ("high", "medium", "low")


class Standing(NamedTuple):
    """An action item at a time; ``late`` is the time since its date ended, negative before."""

    item: Owed
    case: Case
    due: Moment | None
    timing: Timing
    late: timedelta | None

    @property
    def unowned(self) -> bool:
        """Whether it is to be done and nobody does it."""
        return self.item.is_open and self.item.owner is None


class Wanted(NamedTuple):
    """Which items to show; None or empty is all of them."""

    statuses: tuple[str, ...] = ("open", "in_progress")
    owner: str | None = None
    members: frozenset[str] | None = None
    kind: str | None = None
    priority: str | None = None
    incident: str | None = None
    before: datetime | None = None
    overdue: bool = False
    blocking: bool = False
    unowned: bool = False


def standing(item: Owed, case: Case, now: datetime, zone: tzinfo, soon: timedelta) -> Standing:
    """How an item stands: it is late once the whole of its date is over."""
    due = item.due_by(zone)
    if due is None or due.latest is None or due.earliest is None:
        return Standing(item, case, None, "undated" if item.is_open else "over", None)
    late = now - due.latest
    if not item.is_open:
        return Standing(item, case, due, "over", late)
    if late >= timedelta():
        return Standing(item, case, due, "overdue", late)
    timing: Timing = "soon" if due.latest - now <= soon else "later"
    return Standing(item, case, due, timing, late)


def backlog(
    cases: Iterable[Case], wanted: Wanted, now: datetime, zone: tzinfo, soon: timedelta
) -> Iterator[Standing]:
    """The action items that are wanted, each with how it stands."""
    for case in cases:
        for item in case.actions:
            if _is_asked_for(item, wanted):
                row = standing(item, case, now, zone, soon)
                if _stands_so(row, wanted):
                    yield row


def _is_asked_for(item: Owed, wanted: Wanted) -> bool:
    """Whether an item is one of those that are wanted, whatever the time is."""
    return (
        item.status in wanted.statuses
        and wanted.owner in (None, item.owner)
        and (wanted.members is None or item.owner in wanted.members)
        and wanted.kind in (None, item.kind)
        and wanted.priority in (None, item.priority)
        and wanted.incident in (None, item.incident)
        and (not wanted.blocking or item.blocking)
    )


def _stands_so(row: Standing, wanted: Wanted) -> bool:
    """Whether an item stands as it is wanted at the time."""
    return (
        (not wanted.overdue or row.timing == "overdue")
        and (not wanted.unowned or row.unowned)
        and (wanted.before is None or _is_before(row.due, wanted.before))
    )


def _is_before(due: Moment | None, day: datetime) -> bool:
    return due is not None and due.earliest is not None and due.earliest < day


def of_team(team: str, roster: Roster) -> frozenset[str]:
    """The team itself and its people: whatever any of them owns is the team's."""
    return roster.members(team) | {team}


def sorted_by(rows: Iterable[Standing], order: Order) -> list[Standing]:
    """The rows in an order; what has no date stands last, the oldest incident first."""
    keys: dict[Order, Callable[[Standing], tuple[object, ...]]] = {
        "due": lambda row: (_when(row), PRIORITIES.index(row.item.priority), row.item.id),
        "priority": lambda row: (PRIORITIES.index(row.item.priority), _when(row), row.item.id),
        "age": lambda row: (row.item.id,),
    }
    return sorted(rows, key=keys[order])


def _when(row: Standing) -> str:
    due = row.due
    return due.latest.isoformat() if due is not None and due.latest is not None else "9"
