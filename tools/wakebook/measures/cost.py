"""What an incident cost its customers: the time in which they had to do without, weighted."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from wakebook.measures.sample import IMPRECISE, NOT_BEGUN, NOT_OVER, REVERSED, UNKNOWN_TIME
from wakebook.measures.terms import Terms
from wakebook.model.fold import CLOSED, ENDED
from wakebook.model.measured import Lost, Measured, Point
from wakebook.model.recurring import Cost

BEGINNING = ("started", "detected", "declared")
"""Where an incident begins: the first of these that was reached."""
_ENDING = ("mitigated", "resolved", "closed")
_WIDEST = 2 * 86_400
"""Seconds that both ends together may be wide; what is known worse is not known."""
_WEEK = 7 * 86_400
"""Seconds that a beginning may be wide and still tell what lies close to what."""
_HARM = frozenset({"degraded", "partial_outage", "major_outage"})


BY_WINDOWS = "from its impact windows"
BY_TIMES = "from its beginning to its end"


def cost(row: Measured, terms: Terms, component: str = "") -> Cost:
    """Of the whole incident, or of one component where it has impact windows of its own.

    At each instant the worst state counts, as it does for uptime; an incident without windows
    counts from its beginning until it was mitigated or else resolved.
    """
    told = [each for each in row.lost if each.state in _HARM]
    own = [each for each in told if each.component == component]
    windows = own or told
    if not windows:
        return length(row)
    spans = [_span(row, each, terms.now) for each in windows]
    known = [
        (*span, terms.weights.get(w.state, 0.0))
        for span, w in zip(spans, windows, strict=True)
        if span is not None
    ]
    if len(known) < len(windows):
        return Cost(None, UNKNOWN_TIME)
    return Cost(sum(_weighed(known)), BY_WINDOWS)


def beginning(row: Measured) -> Point | None:
    """The first point of a beginning that was reached."""
    return _first(row, BEGINNING)


def instant(row: Measured) -> int | None:
    """When it began; None where that is not known to a week."""
    began = beginning(row)
    if began is None or began.first is None or began.last is None:
        return None
    return began.first if began.last - began.first <= _WEEK else None


def _first(row: Measured, names: Iterable[str]) -> Point | None:
    return next((row.points[name] for name in names if name in row.points), None)


def length(row: Measured) -> Cost:
    """From its beginning until it was mitigated or else resolved, unweighted."""
    start, end = beginning(row), _first(row, _ENDING)
    if start is None or end is None:
        return Cost(None, NOT_BEGUN if start is None else NOT_OVER)
    if start.first is None or start.last is None or end.first is None or end.last is None:
        return Cost(None, UNKNOWN_TIME)
    if end.first < start.first:
        return Cost(None, REVERSED)
    if end.last - end.first + start.last - start.first > _WIDEST:
        return Cost(None, IMPRECISE)
    return Cost(float(end.first - start.first), BY_TIMES)


def _span(row: Measured, window: Lost, now: int) -> tuple[int, int] | None:
    """From when to when it lasted; None where that is not known."""
    if window.first is None:
        return None
    if window.last is not None:
        return window.first, max(window.first, window.last)
    over = row.status in ENDED | CLOSED
    return None if over else (window.first, max(window.first, now))


def _weighed(spans: list[tuple[int, int, float]]) -> Iterator[float]:
    """The seconds between two edges times the largest weight that holds there."""
    edges = sorted({edge for first, last, _ in spans for edge in (first, last)})
    for begin, end in pairwise(edges):
        holding = (w for first, last, w in spans if first <= begin and last >= end)
        yield max(holding, default=0.0) * (end - begin)
