"""Times between incidents: for each component, from the latest end so far to the next beginning."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

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

_Held = tuple[int, str, Point, Point | None, Measured]
"""When an incident began, its id, its beginning, its end (None where nobody knows), and itself."""


def between(figure: BetweenFigure, rows: Sequence[Measured], world: World) -> Iterator[Seen]:
    """What lies before each incident of each component but the first one."""
    begun: list[_Held] = []
    for row in rows:
        begin, end = first_of(row, figure.end), first_of(row, figure.start)
        if not row.components:
            yield row, NO_COMPONENT, None
        elif begin is None or begin.first is None:
            why = NOT_BEGUN if begin is None else UNKNOWN_TIME
            yield from ((row, why, component) for component in row.components)
        else:
            known = end if end is not None and end.first is not None else None
            begun.append((begin.first, row.id, begin, known, row))
    held: defaultdict[str, list[_Held]] = defaultdict(list)
    for each in sorted(begun, key=itemgetter(0, 1)):
        for component in each[-1].components:
            held[component].append(each)
    length = length_of(figure, world)
    for component in sorted(held):
        yield from _gaps(length, component, held[component])


def _gaps(length: Length, component: str, ordered: Sequence[_Held]) -> Iterator[Seen]:
    """Where nobody knows when an incident ended, nobody knows how long the next one took to come.

    The end that counts is the latest of all before: a short incident may lie in a longer one.
    """
    before = latest = ordered[0][3]
    for first, _, begin, end, row in ordered[1:]:
        if before is None or latest is None:
            yield row, BEFORE_UNKNOWN, component
        elif latest.first is not None and first < latest.first:
            yield row, OVERLAPS, component
        else:
            yield row, length(row, component, latest, begin), component
        before = end
        if end is not None and (latest is None or end > latest):
            latest = end
