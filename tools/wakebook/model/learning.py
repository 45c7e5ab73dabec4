"""Which incidents need a post-mortem, why, and when it is due: facts against a policy, no clock.

What counts of the past is what was recorded before the incident was closed, so that a record that
is brought later never changes what was decided then.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from wakebook.model.audience import seen
from wakebook.model.base import Audience, seconds
from wakebook.model.gate.about import about
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.log import Detected
from wakebook.model.moment import Moment, between
from wakebook.model.policy.postmortem import Again, NeedCase, New
from wakebook.model.roster import Roster

_VOID = ("canceled", "merged")
_FIRST, _LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


class Reason(NamedTuple):
    """A case of the policy that fits, and the facts that make it fit, in words."""

    case: str
    facts: str

    def __str__(self) -> str:
        return f"{self.case}: {self.facts}" if self.facts else self.case


class Need(NamedTuple):
    """Whether an incident needs a post-mortem.

    ``due`` counts from the resolution, at the latest that its moment allows; None until then.
    """

    required: bool
    reasons: tuple[Reason, ...] = ()
    due: datetime | None = None


def need(incident: Incident, library: Library, audience: Audience = "restricted") -> Need:
    """What ``policies/postmortem.yaml`` asks of an incident, as far as an audience may know.

    Nothing is asked of what others ran (``origin``), or of what was canceled or merged. A closed
    incident is judged by the cases in force when its closure was recorded, any other by today's.
    """
    policy = library.review
    if policy is None or incident.header.origin is not None or incident.status in _VOID:
        return Need(required=False)
    closed = _closed(incident)
    past = _Past(incident, library, audience)
    cases = policy.needs_on(closed.date() if closed else None)
    fitting = [(case, r) for case in cases if (r := _reason(case, incident, past)) is not None]
    if not fitting:
        return Need(required=False)
    longest = min(seconds(case.due) for case, _ in fitting)
    return Need(True, tuple(reason for _, reason in fitting), _due(incident, longest))


def _closed(incident: Incident) -> datetime | None:
    """When the closure in force was recorded; None while the record is not closed."""
    if incident.status != "closed":
        return None
    return incident.by_kind["closed"][-1].recorded


def _due(incident: Incident, after: int) -> datetime | None:
    ended = incident.ended
    if ended is None or ended.latest is None:
        ended = incident.milestones.get("closed")
    if ended is None or ended.latest is None:
        return None
    end = ended.latest if ended.precision in ("year", "month", "day") else ended.earliest
    return _moved(end, after) if end else None


class _Past(NamedTuple):
    """An incident with the library around it, as an audience may see that."""

    incident: Incident
    library: Library
    audience: Audience


def _reason(case: NeedCase, incident: Incident, past: _Past) -> Reason | None:
    """Why a case fits; None where it does not."""
    library = past.library
    if not case.when.kind and incident.header.kind != "incident":
        return None
    matter = about(incident.id, [incident], frozenset())
    if not case.when.fit(matter, Roster(library.catalog)):
        return None
    facts: list[str] = []
    if case.when.severity:
        facts.append(_levels(case, incident))
    for wanted, told in (
        (case.major, _major(incident, library)),
        (case.customers, _customers(incident)),
    ):
        if wanted is not None and wanted != bool(told):
            return None
        facts += [told] if wanted else []
    if case.lasting is not None:
        facts.append(_lasting(incident, seconds(case.lasting)))
    if case.again is not None:
        facts.append(_again(case.again, past))
    if case.new is not None:
        facts.append(_new(case.new, past))
    return Reason(case.name, ", ".join(facts)) if all(facts) else None


def _levels(case: NeedCase, incident: Incident) -> str:
    had = [level for level in dict.fromkeys(incident.levels) if level in case.when.severity]
    return f"it was {' and '.join(had)}" if had else "no severity is recorded"


def _major(incident: Incident, library: Library) -> str:
    if "major_declared" in incident.by_kind:
        return "it was declared major"
    policy = library.severity
    rule = policy.on(_day(incident)) if policy else None
    major = {level.id for level in rule.levels if level.major} if rule else set()
    had = [level for level in dict.fromkeys(incident.levels) if level in major]
    return f"it was {' and '.join(had)}, which is major" if had else ""


def _customers(incident: Incident) -> str:
    if incident.header.customer_impact is not None:
        return "the header tells what customers noticed"
    told = (line.entry for line in incident.by_kind.get("detected", ()))
    if any(isinstance(entry, Detected) and entry.source == "customer" for entry in told):
        return "a customer noticed first"
    return "a user or a business unit reported it" if "report" in incident.by_kind else ""


def _lasting(incident: Incident, least: int) -> str:
    """How long it lasted, from the first known moment where the beginning is unknown."""
    length = incident.duration or between(incident.began, incident.ended)
    if length is None or length.nominal < least:
        return ""
    minutes = round(length.nominal / 60)
    return f"it lasted {minutes // 60} h {minutes % 60} min"


def _again(again: Again, past: _Past) -> str:
    incident = past.incident
    if incident.category is None:
        return ""
    before = _before(past, seconds(again.within))
    found = [o.id for o in before if o.category == incident.category and _shared(o, incident)]
    if len(found) < again.times:
        return ""
    count = "once" if len(found) == 1 else f"{len(found)} times"
    where = " or ".join(incident.components)
    days = seconds(again.within) // 86_400
    return f"{incident.category} on {where} {count} in the {days} days before, last in {max(found)}"


def _new(new: New, past: _Past) -> str:
    """Words for the first of its kind; an incident without a category is not known to be one."""
    incident = past.incident
    if incident.category is None or (new.on == "component" and not incident.components):
        return ""
    for other in _before(past, seconds(new.within)):
        if other.category == incident.category and (
            new.on == "anywhere" or _shared(other, incident)
        ):
            return ""
    where = "anywhere" if new.on == "anywhere" else " or ".join(incident.components)
    place = where if new.on == "anywhere" else f"on {where}"
    days = seconds(new.within) // 86_400
    return f"no {incident.category} {place} in the {days} days before"


def _shared(one: Incident, other: Incident) -> set[str]:
    return set(one.components) & set(other.components)


def _before(past: _Past, within: int) -> Iterator[Incident]:
    """The incidents that began so many seconds before this one, as they were known at its closure.

    A record that was brought after the closure does not count, nor what was logged after it.
    """
    incident = past.incident
    until, closed = _start(incident), _closed(incident)
    since = _moved(until, -within)
    for month in _months(date.fromisoformat(incident.id[:10]), since.date()):
        for other in past.library.opened_in(month):
            if other.id == incident.id or other.header.kind != "incident":
                continue
            known = seen(_as_of(other, closed), past.audience)
            if known is None or not known.log:
                continue
            if known.status not in _VOID and since <= _start(known) < until:
                yield known


def _as_of(incident: Incident, instant: datetime | None) -> Incident:
    """The incident with that part of its log alone that was recorded up to an instant, if any."""
    if instant is None:
        return incident
    kept = tuple(line for line in incident.log if line.recorded <= instant)
    return incident if len(kept) == len(incident.log) else replace(incident, log=kept)


def _start(incident: Incident) -> datetime:
    """When it began as far as that is known, else the day of its id."""
    began = incident.began
    if began is not None and began.earliest is not None:
        return began.earliest
    day = Moment.parse(incident.id[:10]).earliest
    assert day is not None, "an id begins with a possible day"  # noqa: S101 - the reader sees to it
    return day


def _moved(instant: datetime, by: int) -> datetime:
    """An instant moved by seconds; by what no calendar holds it moves to the calendar's end."""
    try:
        return instant + timedelta(seconds=by)
    except OverflowError:
        return _LAST if by > 0 else _FIRST


def _day(incident: Incident) -> date:
    return _start(incident).date()


def _months(last: date, first: date) -> Iterator[str]:
    """The months from the one of ``last`` back to the one of ``first``, as ``2026-11``."""
    year, month = last.year, last.month
    while (year, month) >= (first.year, first.month):
        yield f"{year:04}-{month:02}"
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
