"""Times between incidents: for each component, from the latest end so far to the next beginning."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from wakebook.measures.lengths import Length, first_of, length_of
from wakebook.measures.sample import (
    BEFORE_UNKNOWN,
    NO_COMPONENT,
    NOT_BEGUN,
    OVERLAPS,
    UNKNOWN_TIME,
    Seen,
)
from wakebook.measures.world import World
from wakebook.model.measured import Measured, Point
from wakebook.model.policy.measures import BetweenFigure


class _Held(NamedTuple):
    """An incident of a component in the order of their beginnings; ``end`` is None for none."""

    first: int
    id: str
    begin: Point
    end: Point | None
    row: Measured


def between(figure: BetweenFigure, rows: Sequence[Measured], world: World) -> Iterator[Seen]:
    """What lies before each incident of each component but the first one."""
    begun: list[_Held] = []
    for row in rows:
        begin = first_of(row, figure.end)
        if not row.components:
            yield Seen(row, NO_COMPONENT)
        elif begin is None or begin.first is None:
            why = NOT_BEGUN if begin is None else UNKNOWN_TIME
            yield from (Seen(row, why, component) for component in row.components)
        else:
            begun.append(_Held(begin.first, row.id, begin, first_of(row, figure.start), row))
    held: defaultdict[str, list[_Held]] = defaultdict(list)
    for each in sorted(begun, key=itemgetter(0, 1)):
        for component in each.row.components:
            held[component].append(each)
    length = length_of(figure, world)
    for component in sorted(held):
        yield from _gaps(length, component, held[component])


def _gaps(length: Length, component: str, ordered: Sequence[_Held]) -> Iterator[Seen]:
    """Where nobody knows when an incident ended, nobody knows how long the next one took to come.

    The end that counts is the latest of all before: a short incident may lie in a longer one.
    """
    latest: Point | None = None
    before: Point | None = None
    for number, (first, _, begin, end, row) in enumerate(ordered):
        if number and (before is None or before.first is None or latest is None):
            yield Seen(row, BEFORE_UNKNOWN, component)
        elif latest is not None and latest.first is not None and number:
            overlaps = first < latest.first
            found = OVERLAPS if overlaps else length(row, component, latest, begin)
            yield Seen(row, found, component)
        before = end
        if end is not None and end.first is not None:
            latest = end if latest is None else max(latest, end)
