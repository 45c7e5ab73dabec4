"""What figures want of an incident: its instants, words and counts as plain values.

Instants are whole seconds since 1970-01-01T00:00Z, as POSIX counts them; fractions are cut off. A
time is as wide as it is known: ``first`` is its earliest second, ``last`` the first one behind it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import pairwise
from typing import NamedTuple

from wakebook.model.base import Audience, Stated, seconds
from wakebook.model.fold import CLOSED, ENDED
from wakebook.model.incident import Incident
from wakebook.model.log import Detected, RoleChange
from wakebook.model.log import Severity as SeverityEntry
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.runbook import used
from wakebook.model.similarity import words_in_order

POSTMORTEM = "postmortem"
"""Stands among the points of an incident for the time when its post-mortem was published."""

_MOST_WORDS = 40
"""Words of a title and a summary that are kept: more of them tell no more."""
_BEHIND = ENDED | CLOSED | {"mitigated"}
"""Milestones behind which nobody waits for an update."""


class Point(NamedTuple):
    """A time that was reached; both ends are None where nobody knows when."""

    first: int | None
    last: int | None


UNKNOWN = Point(None, None)


class Step(NamedTuple):
    """An action item: by when it is due, the second behind its day; None for no date."""

    id: str
    kind: str
    priority: str
    status: str
    due: int | None
    legacy: bool


class Gap(NamedTuple):
    """So many seconds in which nobody was told anything, and the severity at their end."""

    level: str
    seconds: int


class Claim(NamedTuple):
    """A figure that the record's source states: ``seconds`` where it is a length of time."""

    measure: str
    value: str
    clock: str
    seconds: int | None


class Lost(NamedTuple):
    """A component could not do what it should; ``last`` is None while that lasts."""

    component: str
    region: str
    state: str
    first: int | None
    last: int | None


class Measured(NamedTuple):
    """An incident as figures see it.

    ``origin`` is empty for one that we ran, ``source`` says who noticed first. ``day`` (of the
    repository's zone, such as ``2026-11-23``) is that of its beginning, ``hour`` and ``weekday``
    (0 is Monday) are None where the time of day is not known. ``people`` are those who wrote in its
    log or held a role, and ``worked`` the seconds between the first and the last trace of each
    until it was resolved, added up: people worked so long who were busy all the time. Roles in what
    we did not run are no trace: they are assignments of tickets. ``words`` are the telling ones of
    title and summary, in their order, each on a line of its own.
    """

    id: str
    title: str
    kind: str
    audience: Audience
    status: str
    origin: str
    source: str
    category: str
    words: str
    day: str
    hour: int | None
    weekday: int | None
    reopened: int
    people: int
    worked: int
    levels: tuple[str, ...]
    components: tuple[str, ...]
    tags: tuple[str, ...]
    runbooks: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    points: dict[str, Point]
    gaps: tuple[Gap, ...]
    steps: tuple[Step, ...]
    claims: tuple[Claim, ...]
    lost: tuple[Lost, ...]


class Broken(NamedTuple):
    """An incident that counts for nothing: its files cannot be read, or it is for fewer people."""

    id: str
    paths: tuple[str, ...]


def measured(
    incident: Incident, postmortem: Postmortem | None, actions: Sequence[Action], zone: tzinfo
) -> Measured:
    """An incident with its post-mortem and action items, as whoever may read them sees it."""
    header = incident.header
    day, hour, weekday = _begins(incident, zone)
    over = point(incident.milestones.get("resolved", incident.milestones.get("closed"))).first
    # Who a ticket of another tool was assigned to did not work on it day and night.
    traces = [e for e in incident.timeline if header.origin is None or e.entry.kind != "role"]
    people, worked = _work(traces, over)
    stated = (*header.stated, *(postmortem.header.stated if postmortem else ()))
    return Measured(
        id=incident.id,
        title=header.title,
        kind=header.kind,
        audience=header.audience,
        status=incident.status,
        origin=header.origin.system if header.origin else "",
        source=_source(incident),
        category=incident.category or "",
        words=words_in_lines(f"{header.title} {header.summary or ''}"),
        day=day,
        hour=hour,
        weekday=weekday,
        reopened=len(incident.by_kind.get("reopened", ())),
        people=people,
        worked=worked,
        levels=incident.levels,
        components=incident.components,
        tags=header.tags,
        runbooks=used(incident),
        links=tuple((relation, target) for _, relation, target in incident.links),
        points=dict(_points(incident, postmortem)),
        gaps=tuple(_gaps(incident)),
        steps=tuple(_step(action) for action in actions),
        claims=tuple(claim(each) for each in stated),
        lost=tuple(_lost(incident)),
    )


def words_in_lines(text: str) -> str:
    """The telling words of a title and a summary, each on a line."""
    return "\n".join(words_in_order(text, _MOST_WORDS))


def point(moment: Moment | None) -> Point:
    """A moment in whole seconds."""
    if moment is None or moment.earliest is None or moment.latest is None:
        return UNKNOWN
    first = int(moment.earliest.timestamp() // 1)
    return Point(first, max(first + 1, int(moment.latest.timestamp() // 1)))


def claim(stated: Stated) -> Claim:
    """A stated figure; a length of time is one that is written as ISO 8601 writes it."""
    try:
        length = seconds(stated.value)
    except ValueError:
        length = None
    return Claim(stated.measure, stated.value, stated.clock, length)


def _points(incident: Incident, postmortem: Postmortem | None) -> Iterator[tuple[str, Point]]:
    for kind, moment in incident.milestones.items():
        yield kind, point(moment)
    if postmortem is not None and postmortem.header.published is not None:
        yield POSTMORTEM, point(postmortem.header.published)


def _begins(incident: Incident, zone: tzinfo) -> tuple[str, int | None, int | None]:
    began = incident.began
    if began is None or began.earliest is None:
        return incident.id[:10], None, None
    local = began.earliest.astimezone(zone)
    day = local.date().isoformat()
    if began.precision in ("year", "month", "day"):
        return day, None, local.weekday() if began.precision == "day" else None
    return day, local.hour, local.weekday()


def _source(incident: Incident) -> str:
    told = (line.entry for line in incident.by_kind.get("detected", ()))
    named = (entry.source for entry in told if isinstance(entry, Detected) and entry.source)
    return next(named, "customer" if "report" in incident.by_kind else "")


_PERSON = re.compile(r"(?:user|external):.*")


def _work(timeline: Sequence[Logged], over: int | None) -> tuple[int, int]:
    """How many people took part, and the seconds between their first and last traces.

    What was written after the end, such as links, took part in no response.
    """
    traces: dict[str, list[int]] = {}
    for line in timeline:
        at = point(line.entry.at).first
        for who in _people(line):
            found = traces.setdefault(who, [])
            found += [] if at is None or (over is not None and at > over) else [at]
    return len(traces), sum(max(seen) - min(seen) for seen in traces.values() if seen)


def _people(line: Logged) -> Iterator[str]:
    entry = line.entry
    named = [entry.by]
    if isinstance(entry, RoleChange):
        named += [entry.from_, entry.to]
    yield from (who for who in named if who and _PERSON.fullmatch(who))


def _gaps(incident: Incident) -> Iterator[Gap]:
    """The times between two updates, from the declaration until it is mitigated or over."""
    level, said = "", list[tuple[int, str]]()
    for line in incident.timeline:
        entry, at = line.entry, point(line.entry.at).first
        if isinstance(entry, SeverityEntry):
            level = entry.level
        if at is None:
            continue
        awaited = "declared" if not said else "update"
        if entry.kind == awaited or (said and entry.kind in _BEHIND):
            said.append((at, level))
        if said and entry.kind in _BEHIND:
            break
    for (before, _), (after, then) in pairwise(said):
        yield Gap(then, max(0, after - before))


def _step(action: Action) -> Step:
    item = action.item
    due = point(item.due).last
    return Step(action.id, item.kind, item.priority, item.status, due, item.legacy)


def _lost(incident: Incident) -> Iterator[Lost]:
    for window in incident.windows:
        until = point(window.until).first
        since = point(window.since).first
        yield Lost(window.component, window.region or "", window.state, since, until)
