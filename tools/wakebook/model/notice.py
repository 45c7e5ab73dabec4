"""A notice: what the status page tells of one incident, with its updates and its impact.

It is made of an incident as its audience may see it (``Library.seen_by``), is plain, and keeps
nothing that a page does not show. Words are those of Statuspage's API where it has one.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from wakebook.model import fold
from wakebook.model.incident import Incident
from wakebook.model.log import Entry, Impact, Scheduled
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment

STATES = ("operational", "degraded", "under_maintenance", "partial_outage", "major_outage")
"""What a component can be, the best first."""
_MILESTONES = frozenset({
    *("declared", "identified", "mitigated", "resolved", "closed", "reopened", "canceled"),
    *("merged", "scheduled", "in_progress", "verifying", "completed"),
})  # fmt: skip
_ACTIVE = frozenset({"in_progress", "verifying"})


class Line(NamedTuple):
    """One update: ``id`` is the log entry that gives it its name, ``at`` as it is written.

    ``status`` is the incident's behind it in our words, ``turned`` whether it is another one than
    before. ``text`` is Markdown and may be empty. ``states`` are the components, with their region
    or "", whose state it tells; ``planned`` is the window that it plans, from and until.
    """

    id: str
    at: Moment
    status: str
    turned: bool
    text: str
    states: tuple[tuple[str, str, str], ...]
    planned: tuple[Moment, Moment] | None


class Stretch(NamedTuple):
    """A component, in a region or everywhere (""), was in a state.

    Bounds are seconds since 1970-01-01T00:00Z; ``until`` is None while it still is.
    """

    component: str
    region: str
    state: str
    since: float
    until: float | None


class Notice(NamedTuple):
    """What there is to show of one incident.

    ``began`` and ``ended`` are instants as ``Stretch`` counts them, None where they are not known
    or have not come. ``planned`` is the window of a maintenance by its last announcement.
    ``untimed`` counts the impacts that cannot be placed in time. ``changed`` is the instant of its
    last update. Where ``is_unnamed``, its title waits for approval and stands in English.
    """

    id: str
    title: str
    kind: str
    status: str
    is_open: bool
    components: tuple[str, ...]
    began: float | None
    ended: float | None
    planned: tuple[float | None, float | None]
    stretches: tuple[Stretch, ...]
    untimed: int
    changed: float
    is_unnamed: bool = False

    @property
    def is_maintenance(self) -> bool:
        """Whether it is planned work and no incident."""
        return self.kind == "maintenance"

    @property
    def worst(self) -> str:
        """The worst state that it has brought a component to."""
        states = [s.state for s in self.stretches]
        return max(states, key=STATES.index, default="operational")

    @property
    def is_active(self) -> bool:
        """Whether it goes on now; a maintenance that is only planned does not yet."""
        return self.is_open and (not self.is_maintenance or self.status in _ACTIVE)


def notice(incident: Incident) -> Notice:
    """What there is to show of an incident as one audience sees it."""
    stretches = tuple(_stretches(incident))
    planned = [e.entry for e in incident.timeline if isinstance(e.entry, Scheduled)]
    window = (instant(planned[-1].from_), instant(planned[-1].until)) if planned else (None, None)
    return Notice(
        id=incident.id,
        title=incident.header.title,
        kind=incident.header.kind,
        status=incident.status,
        is_open=incident.is_open,
        components=incident.components,
        began=instant(incident.began),
        ended=instant(_over(incident)),
        planned=window,
        stretches=stretches,
        untimed=_many(incident) - len(stretches),
        changed=max((t for line in incident.log if (t := _told_at(line))), default=0.0),
        is_unnamed=incident.is_unnamed,
    )


def lines(incident: Incident) -> tuple[Line, ...]:
    """The updates of an incident in order of time; what was said in one breath is one of them."""
    return tuple(_lines(incident))


def instant(moment: Moment | None) -> float | None:
    """The beginning of a moment in seconds since 1970-01-01T00:00Z; None where it is not known."""
    if moment is None or moment.earliest is None:
        return None
    return moment.earliest.timestamp()


def _over(incident: Incident) -> Moment | None:
    """When it was over: restored, completed, or ended otherwise."""
    if incident.is_open:
        return None
    if incident.ended is not None:
        return incident.ended
    marks = (
        incident.milestones.get(kind) for kind in ("canceled", "dismissed", "merged", "closed")
    )
    return next((mark for mark in marks if mark is not None), None)


def _told_at(line: Logged) -> float | None:
    at: datetime | None = line.entry.at.earliest
    return at.timestamp() if at is not None else None


def _stretches(incident: Incident) -> Iterator[Stretch]:
    """The impact that can be placed in time; what only names components counts as degraded."""
    told = incident.windows
    for window in told:
        since, until = instant(window.since), instant(window.until)
        if since is not None and (until is not None or window.until is None):
            yield Stretch(window.component, window.region or "", window.state, since, until)
    if incident.header.kind == "maintenance":
        yield from _worked_on(incident)
    elif not told and incident.header.kind == "incident":
        began, over = instant(incident.began), instant(_over(incident))
        if began is not None and (over is not None or incident.is_open):
            for component in incident.components:
                yield Stretch(component, "", "degraded", began, over)


def _worked_on(incident: Incident) -> Iterator[Stretch]:
    began = instant(incident.milestones.get("in_progress"))
    over = instant(_over(incident))
    if began is not None and (over is not None or incident.is_open):
        for component in incident.components:
            yield Stretch(component, "", "under_maintenance", began, over)


def _many(incident: Incident) -> int:
    """How many stretches there would be if all times were known."""
    told, components = len(incident.windows), len(incident.components)
    match incident.header.kind:
        case "maintenance":
            return told + (components if "in_progress" in incident.milestones else 0)
        case "incident" if not told:
            return components
    return told


def _lines(incident: Incident) -> Iterator[Line]:
    _, *statuses = fold.statuses(incident.timeline, incident.header.kind)
    before = ""
    for _, group in groupby(zip(incident.timeline, statuses, strict=True), _breath):
        pairs = list(group)
        breath, status = [line for line, _ in pairs], pairs[-1][1]
        if not any(_tells(line.entry) for line in breath):
            continue
        yield _line(breath, status, turned=status != before)
        before = status


def _breath(pair: tuple[Logged, str]) -> tuple[str, str]:
    """What one command or one update of a source said at once."""
    line, _ = pair
    return line.id.partition("#")[0], line.entry.at.text


def _tells(entry: Entry) -> bool:
    return entry.kind == "update" or entry.kind in _MILESTONES or isinstance(entry, Impact)


def _line(breath: list[Logged], status: str, *, turned: bool) -> Line:
    shown = [line for line in breath if _tells(line.entry)]
    named = [line for line in shown if line.entry.kind == "update"] or shown
    texts = dict.fromkeys(line.entry.text for line in shown if line.entry.text)
    plans = [line.entry for line in shown if isinstance(line.entry, Scheduled)]
    return Line(
        id=named[0].id,
        at=breath[0].entry.at,
        status=status,
        turned=turned,
        text="\n\n".join(text for text in texts if text),
        states=tuple(
            (line.entry.component, line.entry.region or "", line.entry.state)
            for line in shown
            if isinstance(line.entry, Impact)
        ),
        planned=(plans[-1].from_, plans[-1].until) if plans else None,
    )
