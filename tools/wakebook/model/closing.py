"""What the closure of an incident has to show, and the two clocks that run until then (5.5).

The earliest time leaves a fix to hold, the latest keeps the paperwork from being forgotten; both
count from ``resolved``, on the calendar that the demand names.
"""

from collections.abc import Iterable
from datetime import date, datetime

from wakebook.model.calendar import Calendar, after
from wakebook.model.gate.about import about
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.policy.closure import OWNERS, Demand
from wakebook.model.roster import Roster

CALENDAR = "wakebook.dev/calendar"
"""The annotation of a Group that names the calendar of the team."""


def demands(incident: Incident, library: Library, roster: Roster, day: date) -> tuple[Demand, ...]:
    """What a closure that is recorded on a day has to show."""
    rule = library.closure.on(day) if library.closure else None
    if rule is None:
        return ()
    matter = about(incident.id, [incident], frozenset())
    return tuple(d for d in rule.demands if d.when.fit(matter, roster))


def may_close_from(
    incident: Incident, demand: Demand, library: Library, roster: Roster
) -> datetime | None:
    """The earliest instant of a closure; None for any, and where the resolution is not known."""
    resolved = incident.milestones.get("resolved")
    if demand.validation is None or resolved is None or resolved.earliest is None:
        return None
    calendar = _calendar(incident, demand, library, roster)
    return after(calendar, resolved.earliest, demand.validation)


def to_close_by(
    incident: Incident, wanted: Iterable[Demand], library: Library, roster: Roster
) -> datetime | None:
    """The latest instant of a closure in time: the first of those that the demands give."""
    resolved = incident.milestones.get("resolved")
    if resolved is None or resolved.latest is None:
        return None
    limits = (
        after(_calendar(incident, d, library, roster), resolved.latest, d.administration)
        for d in wanted
        if d.administration is not None
    )
    return min(limits, default=None)


def _calendar(
    incident: Incident, demand: Demand, library: Library, roster: Roster
) -> Calendar | None:
    """The calendar of a demand; that of its owners is the first that an owning team has."""
    name = demand.calendar
    if name == OWNERS:
        owners = (roster.owner(component) for component in incident.components)
        teams = (library.catalog.people.get(owner) for owner in owners if owner)
        named = (t.metadata.annotations.get(CALENDAR) for t in teams if t)
        name = next((each for each in named if each), None)
    return library.catalog.calendar(name, library.settings.tzinfo) if name else None
