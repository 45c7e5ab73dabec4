"""What later judgements ask of an incident: kind, severity, length, category, and its instants."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from wakebook.model.base import Audience
from wakebook.model.incident import Incident
from wakebook.model.log import Detected
from wakebook.model.log import Severity as SeverityEntry
from wakebook.model.moment import Moment, Span, between

_FIRST = datetime(1, 1, 1, tzinfo=UTC).timestamp()
_LAST = datetime(9999, 12, 31, tzinfo=UTC).timestamp()


class Facts(NamedTuple):
    """An incident in a few plain values, which JSON gives back equal.

    Instants are seconds since 1970-01-01T00:00Z, as POSIX counts them. ``start`` is when it began
    as far as that is known, else the day of its id. ``recorded`` is when its first line was written
    down. ``closed`` is when its closure was, None while there is none. ``ended`` is when it was
    resolved, at the latest that the moment allows, and ``lasted`` the seconds from its first known
    moment until then: as far as that is certain, unless it is known to the minute (``exact``).
    ``customers`` says in words how customers noticed it, if they did. ``levels`` are all that ever
    stood in its log, ``waived`` the rules that its header waives.
    """

    id: str
    kind: str
    ours: bool
    audience: Audience
    status: str
    levels: tuple[str, ...]
    declared_major: bool
    components: tuple[str, ...]
    category: str
    customers: str
    waived: tuple[str, ...]
    lasted: float | None
    exact: bool
    start: float
    recorded: float
    ended: float | None
    closed: float | None

    @property
    def began_on(self) -> date:
        """The UTC day on which it began."""
        return day(self.start)

    @property
    def closed_on(self) -> date | None:
        """The UTC day on which its closure was recorded."""
        return None if self.closed is None else day(self.closed)


def facts(incident: Incident) -> Facts:
    """The facts of an incident as its log tells them now."""
    length = incident.duration or between(incident.began, incident.ended)
    written = [line.entry for line in incident.log]
    levels = [*incident.levels, *(e.level for e in written if isinstance(e, SeverityEntry))]
    return Facts(
        id=incident.id,
        kind=incident.header.kind,
        ours=incident.header.origin is None,
        audience=incident.header.audience,
        status=incident.status,
        levels=tuple(dict.fromkeys(levels)),
        declared_major="major_declared" in incident.by_kind,
        components=incident.components,
        category=incident.category or "",
        customers=_customers(incident),
        waived=tuple(waiver.rule for waiver in incident.header.waivers),
        lasted=_lasted(length) if length is not None else None,
        exact=length is not None and length.exact,
        start=_start(incident),
        recorded=min((line.recorded.timestamp() for line in incident.log), default=_LAST),
        ended=_end(incident),
        closed=_closed(incident),
    )


def day(instant: float) -> date:
    """The UTC day of an instant; the calendar's first or last one for those beyond it."""
    return datetime.fromtimestamp(min(max(instant, _FIRST), _LAST), UTC).date()


def _lasted(length: Span) -> float:
    return length.nominal if length.exact else max(length.shortest, 0.0)


def _customers(incident: Incident) -> str:
    if incident.header.customer_impact is not None:
        return "the header tells what customers noticed"
    told = (line.entry for line in incident.by_kind.get("detected", ()))
    if any(isinstance(entry, Detected) and entry.source == "customer" for entry in told):
        return "a customer noticed first"
    return "a user or a business unit reported it" if "report" in incident.by_kind else ""


def _start(incident: Incident) -> float:
    began = incident.began
    if began is not None and began.earliest is not None:
        return began.earliest.timestamp()
    opened = Moment.parse(incident.id[:10]).earliest
    assert opened is not None, "an id begins with a possible day"  # noqa: S101 - the reader sees to it
    return opened.timestamp()


def _end(incident: Incident) -> float | None:
    ended = incident.ended
    if ended is None or not ended.known:
        ended = incident.milestones.get("closed")
    if ended is None:
        return None
    end = ended.latest if ended.precision in ("year", "month", "day") else ended.earliest
    return None if end is None else end.timestamp()


def _closed(incident: Incident) -> float | None:
    closed = incident.by_kind.get("closed", ())
    return closed[-1].recorded.timestamp() if closed and incident.status == "closed" else None
