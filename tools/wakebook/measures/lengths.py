"""Lengths of time between two points, on the clock of their definition."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from wakebook.measures.sample import (
    IMPRECISE,
    NO_LENGTH,
    NOT_BEGUN,
    NOT_OVER,
    REVERSED,
    UNKNOWN_TIME,
    Seen,
    rounded,
)
from wakebook.measures.world import World
from wakebook.model.base import seconds
from wakebook.model.figure import Observed, observed
from wakebook.model.measured import Measured, Point
from wakebook.model.policy.measures import WALL, DurationFigure, Timed

Length = Callable[[Measured, str, Point, Point], Observed | str]
"""The length from one point of an incident to another one, or why there is none.

The text is the component that it is about; empty for all.
"""


def durations(figure: DurationFigure, rows: Sequence[Measured], world: World) -> Iterator[Seen]:
    """The length of each incident."""
    length, starts, ends = length_of(figure, world), figure.start, figure.end
    for row in rows:
        start, end = first_of(row, starts), first_of(row, ends)
        if start is None or end is None:
            yield row, NOT_BEGUN if start is None else NOT_OVER, None
        else:
            yield row, length(row, "", start, end), None


def until_now(figure: DurationFigure, row: Measured, world: World) -> Observed | str:
    """The length of an incident that goes on, from its beginning to the instant of the report."""
    start = first_of(row, figure.start)
    if start is None:
        return NOT_BEGUN
    return length_of(figure, world)(row, "", start, Point(world.now, world.now))


def first_of(row: Measured, milestones: Iterable[str]) -> Point | None:
    """The first of some points that was reached."""
    points = row.points
    for name in milestones:
        if name in points:
            return points[name]
    return None


def length_of(figure: Timed, world: World) -> Length:
    """How a definition takes lengths; it is asked a hundred thousand times."""
    grain, widest = seconds(figure.round), seconds(figure.precise_to)
    precise, zero = figure.imprecise == "left_out", figure.zero == "counted"
    always = figure.clock == WALL

    def length(row: Measured, part: str, start: Point, end: Point) -> Observed | str:
        (opens, opened), (closes, closed) = start, end
        if opens is None or opened is None or closes is None or closed is None:
            return UNKNOWN_TIME
        if closes < opens:
            return REVERSED
        wide = closed - closes + opened - opens > widest
        if wide and precise:
            return IMPRECISE
        if closes == opens and not zero:
            return NO_LENGTH
        if not always:
            ends = (opens, opened, closes, closed)
            opens, opened, closes, closed = _on_clock(figure.clock, row, ends, world)
        value = rounded(closes - opens, grain)
        if not wide:
            return observed((value, row.id, part, value, value))
        least = rounded(max(0, closes - opened), grain)
        return observed((value, row.id, part, least, rounded(closed - opens, grain)))

    return length


def _on_clock(
    clock: str, row: Measured, ends: tuple[int, int, int, int], world: World
) -> tuple[int, int, int, int]:
    """Instants as the seconds of the clock that have passed until them."""
    name = world.calendar(row, clock)
    if not name:
        return ends
    at = world.hours[name].at
    return at(ends[0]), at(ends[1]), at(ends[2]), at(ends[3])
