"""What was said to whom during an incident, and when nobody said anything; facts without a norm."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from wakebook.model.audience import sees
from wakebook.model.base import Audience
from wakebook.model.fold import CLOSED
from wakebook.model.incident import Incident
from wakebook.model.log import Acknowledgement, Delivery, Update
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment, Span, between

_ARRIVED = frozenset({"sent", "delivered", "ok", "success", "read", "confirmed", "posted"})


class Silence(NamedTuple):
    """The time between two updates for one audience."""

    since: Moment
    until: Moment
    length: Span


class Told(NamedTuple):
    """What was written for one audience.

    ``arrived`` tells whether it can see anything of the incident; where it cannot, nobody of it
    was told, and no length of time is known. ``late`` is the time from the declaration to its first
    update, ``longest`` the longest time between two, ``last`` that from the last one before the
    resolution up to it.
    """

    audience: Audience
    updates: int
    arrived: bool
    first: Moment
    late: Span | None
    longest: Silence | None
    last: Silence | None


class Sending(NamedTuple):
    """An update with a ``ref``: what became of it on its way."""

    ref: str
    at: Moment
    deliveries: tuple[Delivery, ...]
    failed: tuple[Delivery, ...]
    acknowledged: tuple[Acknowledgement, ...]


def told(incident: Incident) -> Iterator[Told]:
    """Each audience for which anything was written, the widest first."""
    heard: dict[Audience, list[Moment]] = {}
    for line in updates_told(incident):
        heard.setdefault(incident.audience_of(line.entry), []).append(line.entry.at)
    for audience in ("public", "staff", "restricted"):
        if moments := heard.get(audience):
            yield _told(incident, audience, moments)


def updates_told(incident: Incident) -> list[Logged]:
    """The updates by which somebody was told something, in order of time."""
    remarks = afterthoughts(incident)
    return [line for line in incident.by_kind.get("update", ()) if line not in remarks]


def afterthoughts(incident: Incident) -> list[Logged]:
    """Updates that are none for the public and were recorded behind a closure.

    A closed log keeps as such an update whatever else somebody adds to it; see ``LOOKS_BACK``.
    """
    found: list[Logged] = []
    closed: datetime | None = None
    for line in sorted(incident.timeline, key=lambda each: (each.recorded, each.id)):
        kind = line.entry.kind
        if kind == "reopened":
            closed = None
        elif kind in CLOSED:
            closed = closed or line.recorded
        elif kind == "update" and closed is not None and line.recorded > closed:
            found += [line] if incident.audience_of(line.entry) != "public" else []
    return found


def _told(incident: Incident, audience: Audience, moments: list[Moment]) -> Told:
    if not sees(audience, incident):
        return Told(audience, len(moments), False, moments[0], None, None, None)
    declared, resolved = incident.milestones.get("declared"), incident.milestones.get("resolved")
    during = [at for at in moments if resolved is None or not resolved.certainly_before(at)]
    gaps = [gap for pair in pairwise(during) if (gap := _silence(*pair)) is not None]
    first = moments[0]
    late = (
        None if declared is None or first.certainly_before(declared) else between(declared, first)
    )
    return Told(
        audience,
        len(moments),
        True,
        first,
        late,
        max(gaps, key=lambda gap: gap.length.nominal, default=None),
        _silence(during[-1], resolved) if during and resolved else None,
    )


def _silence(since: Moment, until: Moment) -> Silence | None:
    length = between(since, until)
    return Silence(since, until, length) if length is not None and length.nominal > 0 else None


def sendings(incident: Incident) -> Iterator[Sending]:
    """Each update that later entries can refer to, with its deliveries and receipts."""
    for line in incident.by_kind.get("update", ()):
        if isinstance(line.entry, Update) and line.entry.ref:
            yield _sending(incident, line)


def _sending(incident: Incident, line: Logged) -> Sending:
    about = [other.entry for other in incident.timeline if other.entry.ref == line.entry.ref]
    deliveries = tuple(entry for entry in about if isinstance(entry, Delivery))
    return Sending(
        line.entry.ref or "",
        line.entry.at,
        deliveries,
        tuple(d for d in deliveries if d.outcome.casefold() not in _ARRIVED),
        tuple(entry for entry in about if isinstance(entry, Acknowledgement)),
    )
