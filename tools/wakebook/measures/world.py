"""What figures want to know besides incidents: severities, teams, tiers, hours, and the time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wakebook.measures.hours import Hours
from wakebook.model.base import seconds
from wakebook.model.closing import CALENDAR
from wakebook.model.library import Library
from wakebook.model.measured import Measured
from wakebook.model.policy.measures import (
    OWNERS,
    WALL,
    AnyFigure,
    MeasuresRule,
    Timed,
    WithinFigure,
)
from wakebook.model.roster import Roster

_LONGEST = 50 * 366 * 86_400
"""Seconds of a calendar before the last instant that anybody asks about; before them none opens."""


_FORESIGHT = 10 * 366 * 86_400
"""Seconds behind the newest incident in which calendars open: a commit's clock may be wrong."""


@dataclass(frozen=True)
class World:
    """The surroundings of some incidents, in plain values.

    ``ranks`` counts severities from 0 for the worst, ``titles``, ``teams`` and ``tiers`` are those
    of the components by name, ``intervals`` the longest seconds between two updates by severity,
    ``hours`` the working hours by the name of a calendar, ``own`` the calendars of the components'
    owners.
    ``now`` is the instant of the report: the commit's, in seconds since 1970.
    """

    now: int
    ranks: dict[str, int] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    tiers: dict[str, str] = field(default_factory=dict)
    intervals: dict[str, int] = field(default_factory=dict)
    hours: dict[str, Hours] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    @cached_property
    def far(self) -> int:
        """A rank behind all."""
        return len(self.ranks)

    def severity(self, row: Measured) -> str:
        """The worst severity that an incident ever had; empty for none."""
        if len(row.levels) == 1:
            return row.levels[0]
        return min(row.levels, key=lambda level: self.ranks.get(level, self.far), default="")

    def calendar(self, row: Measured, clock: str) -> str:
        """The calendar by which an incident's time counts; empty for all hours."""
        if clock == OWNERS:
            return next((self.own[c] for c in row.components if c in self.own), "")
        return clock if clock in self.hours else ""


def world(library: Library, rule: MeasuresRule, rows: Sequence[Measured], now: int) -> World:
    """The surroundings of the incidents of a library."""
    roster, catalog = Roster(library.catalog), library.catalog
    owners = {name: roster.owner(name) for name in catalog.components}
    teams = {name: owner for name, owner in owners.items() if owner}
    people = {who: e.metadata.annotations.get(CALENDAR) for who, e in catalog.people.items()}
    own = {name: found for name, who in teams.items() if (found := people.get(who))}
    followup = library.followup.rules[-1].updates if library.followup else {}
    tiers = ((name, roster.annotation(name, "tier")) for name in catalog.components)
    hours = _hours(library, [*_clocks(rule), *own.values()], rows, now)
    return World(
        now=now,
        ranks=library.ranks,
        teams=teams,
        tiers={name: tier for name, tier in tiers if tier},
        intervals={level: seconds(length) for level, length in followup.items()},
        hours=hours,
        own={name: calendar for name, calendar in own.items() if calendar in hours},
        titles={name: entity.title for name, entity in catalog.components.items()},
    )


def without_hours(rule: MeasuresRule, world: World) -> tuple[str, ...]:
    """The definitions whose calendar nobody knows, and those that compare what such a one gives."""
    lost = [each.name for each in rule.measures if _clock(each) not in {WALL, OWNERS, *world.hours}]
    compared = [e.name for e in rule.measures if isinstance(e, WithinFigure) and e.measure in lost]
    return (*lost, *compared)


def _clock(figure: AnyFigure) -> str:
    return figure.clock if isinstance(figure, Timed) else WALL


def _clocks(rule: MeasuresRule) -> Iterable[str]:
    found = (_clock(each) for each in rule.measures)
    return (clock for clock in found if clock not in (WALL, OWNERS))


def _hours(
    library: Library, names: Sequence[str], rows: Sequence[Measured], now: int
) -> dict[str, Hours]:
    """The hours of some calendars over all that the incidents tell of, up to the report."""
    if not names:
        return {}
    ends = [end for row in rows for point in row.points.values() for end in point if end]
    first, newest = min(ends, default=now), max(ends, default=now)
    last = max(newest, min(now, newest + _FORESIGHT))
    found = {}
    for name in dict.fromkeys(names):
        calendar = library.catalog.calendar(name, library.settings.tzinfo)
        if calendar is not None:
            found[name] = Hours.of(calendar, max(first, last - _LONGEST), last)
    return found
