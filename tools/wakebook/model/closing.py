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
from wakebook.model.log.logged import Logged
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
    """The earliest instant of a closure; None for any, and where the last fix is not known.

    It counts from the last of the resolutions and actions since the incident was reopened.
    """
    if demand.validation is None or "resolved" not in incident.milestones:
        return None
    fixes = [line.entry.at.earliest for line in _fixes(incident)]
    known = [at for at in fixes if at is not None]
    if len(known) < len(fixes):
        return None
    return after(_calendar(incident, demand, library, roster), max(known), demand.validation)


def _fixes(incident: Incident) -> list[Logged]:
    """What was done to end it, and each time that it was said to be over."""
    found: list[Logged] = []
    for line in incident.timeline:
        if line.entry.kind == "reopened":
            found.clear()
        elif line.entry.kind == "resolved" or (found and line.entry.kind == "action"):
            found.append(line)
    return found


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


def calendar_missing(demand: Demand, library: Library) -> bool:
    """Whether a demand names a calendar that the catalog does not have, or that is not sound."""
    name, zone = demand.calendar, library.settings.tzinfo
    return name not in (None, OWNERS) and library.catalog.calendar(name or "", zone) is None


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
