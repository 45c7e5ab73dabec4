"""Uptime: the states of a component over days, and the share of time in which it was up.

Source of the definition: Statuspage's uptime showcase, which takes the worst state at each instant
and weighs it; the weights stand in ``policies/status.yaml``.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from wakebook.model.notice import STATES, Stretch


class Day(NamedTuple):
    """One day of a component: the worst state, and the seconds in each state but operational."""

    day: date
    state: str
    spent: tuple[tuple[str, float], ...]


class Uptime(NamedTuple):
    """Days of a component, and the share of their time in which it was up, from 0 to 1.

    ``share`` is None where no time has passed yet.
    """

    days: tuple[Day, ...]
    share: float | None


class Window(NamedTuple):
    """So many days of a zone, of which ``until`` lies in the last one."""

    until: datetime
    days: int
    zone: tzinfo


def uptime(stretches: Iterable[Stretch], over: Window, weights: Mapping[str, float]) -> Uptime:
    """Each day of the window, today up to its end; states without a weight count 0."""
    today = over.until.astimezone(over.zone).date()
    days = [today - timedelta(days=back) for back in reversed(range(over.days))]
    bounds = [_midnight(day, over.zone) for day in days] + [over.until.timestamp()]
    held = [s for s in stretches if s.until is None or s.until >= bounds[0]]
    found = [_day(day, held, *bounds[n : n + 2]) for n, day in enumerate(days)]
    whole = bounds[-1] - bounds[0]
    lost = sum(weights.get(state, 0.0) * spent for day in found for state, spent in day.spent)
    return Uptime(tuple(found), 1 - lost / whole if whole > 0 else None)


def _midnight(day: date, zone: tzinfo) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()


def _lasts_behind(stretch: Stretch, first: float) -> bool:
    """Whether some of it lies at or behind an instant; one without length lies where it began."""
    return stretch.until is None or stretch.until > first or stretch.since >= first


def _day(day: date, stretches: Sequence[Stretch], first: float, last: float) -> Day:
    """Where several states hold at once, the worst one counts, each instant once."""
    here = [s for s in stretches if s.since < last and _lasts_behind(s, first)]
    if not here:
        return Day(day, "operational", ())
    cut = [(max(s.since, first), last if s.until is None else min(s.until, last), s) for s in here]
    edges = sorted({edge for begin, end, _ in cut for edge in (begin, end)})
    spent: dict[str, float] = {}
    for begin, end in itertools.pairwise(edges):
        states = [s.state for since, until, s in cut if since <= begin and until >= end]
        if states:
            worst = max(states, key=STATES.index)
            spent[worst] = spent.get(worst, 0.0) + end - begin
    state = max((s.state for s in here), key=STATES.index)
    return Day(day, state, tuple(sorted(spent.items())))
