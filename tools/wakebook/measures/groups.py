"""By what figures can be told apart: each way gives the groups that an incident belongs to."""

from collections.abc import Callable
from functools import cache

from wakebook.measures.periods import name_of
from wakebook.measures.world import World
from wakebook.model.figure import WHOLE
from wakebook.model.measured import Measured

NONE = "(none)"
"""The group of what has no word of its own."""
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Groups = Callable[[Measured, World], tuple[str, ...]]


def _components(row: Measured, _: World) -> tuple[str, ...]:
    return row.components or (NONE,)


def _teams(row: Measured, world: World) -> tuple[str, ...]:
    found = dict.fromkeys(world.teams[c] for c in row.components if c in world.teams)
    return (*found,) or (NONE,)


def _tiers(row: Measured, world: World) -> tuple[str, ...]:
    found = dict.fromkeys(world.tiers[c] for c in row.components if c in world.tiers)
    return (*found,) or (NONE,)


def _quarter(row: Measured, _: World) -> tuple[str, ...]:
    return _quarter_of(row.day[:7])


@cache
def _quarter_of(month: str) -> tuple[str, ...]:
    return (name_of("quarter", month),)


def _weekday(row: Measured, _: World) -> tuple[str, ...]:
    return (NONE,) if row.weekday is None else (f"{row.weekday + 1} {_WEEKDAYS[row.weekday]}",)


def _hour(row: Measured, _: World) -> tuple[str, ...]:
    return (NONE,) if row.hour is None else (f"{row.hour:02}:00",)


BY: dict[str, Groups] = {
    "all": lambda _row, _world: (WHOLE,),
    "service": _components,
    "team": _teams,
    "tier": _tiers,
    "category": lambda row, _: (row.category or NONE,),
    "severity": lambda row, world: (world.severity(row) or NONE,),
    "source": lambda row, _: (row.source or NONE,),
    "origin": lambda row, _: (row.origin or "ours",),
    "year": lambda row, _: (row.day[:4],),
    "quarter": _quarter,
    "month": lambda row, _: (row.day[:7],),
    "weekday": _weekday,
    "hour": _hour,
}
"""The ways by name. An incident of several components counts once for each of them; weekday and
hour are those of the repository's zone."""
