"""A time axis in percent of its width: where an instant lies, and what is written below it.

Stretches in which nothing changes are cut short where they would hide the rest. Labels are given
the room that they need on a phone.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import ceil
from operator import attrgetter
from typing import NamedTuple

from wakebook.render.words import date, seconds

_STEPS = (60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
_DAY = 86_400.0
_EDGE = 2.0
"""How far the first and the last change lie from the ends, in percent."""
_MARGIN = 5.0
"""How far words may reach beyond the ends."""
_LONG = 3
"""How many times longer than all shorter stretches together one is that gets cut."""
_CUT_SHARE = 50.0
"""What all cut stretches together take of the width."""
_LETTER = 1.9
"""The width of a letter in percent of a phone's chart."""


class Label(NamedTuple):
    """Words at a place of the axis; ``row`` staggers labels, ``anchor`` is SVG's."""

    x: str
    text: str
    row: int
    anchor: str
    full: str


class Stretch(NamedTuple):
    """The time between two changes and its place in percent."""

    start: datetime
    end: datetime
    left: float
    right: float
    cut: bool

    @property
    def lasts(self) -> float:
        """Its length in seconds."""
        return (self.end - self.start).total_seconds()


class Axis(NamedTuple):
    """Stretches of time side by side."""

    stretches: tuple[Stretch, ...]

    def at(self, instant: datetime) -> float:
        """The place of an instant in percent; instants outside lie at the ends."""
        number = bisect_left(self.stretches[:-1], instant, key=attrgetter("end"))
        within = self.stretches[number]
        share = (instant - within.start).total_seconds() / within.lasts
        return round(within.left + min(max(share, 0), 1) * (within.right - within.left), 2)

    @property
    def cuts(self) -> tuple[Label, ...]:
        """How long the stretches last that are cut short, at their middles."""
        cut = [s for s in self.stretches if s.cut]
        return tuple(below((s.left + s.right) / 2, seconds(s.lasts)) for s in cut)

    @property
    def ticks(self) -> tuple[Label, ...]:
        """Round times outside the cuts, and the ends of the cuts; none that would collide."""
        room = Room()
        for stretch in self.stretches:
            if stretch.cut:
                room.row((stretch.left + stretch.right) / 2, seconds(stretch.lasts), "middle")
        return tuple(self._ticks(room))

    def _ticks(self, room: "Room") -> Iterator[Label]:
        step, day = self._step(), ""
        for instant in self._round_times(step):
            x, today = self.at(instant), date(instant)
            short, clock = today[:-5], f"{instant:%H:%M}"
            if step >= _DAY:
                text = today
            elif clock == "00:00":
                text = short
            else:
                text = clock if today == day else f"{short} {clock}"
            if room.row(x, text, "middle", most=1) is not None:
                day = today
                yield below(x, text)

    def _step(self) -> float:
        shown = sum(s.lasts for s in self.stretches if not s.cut)
        fits = (s for s in _STEPS if shown / s <= 6)
        return next(fits, _DAY * max(1, round(shown / _DAY / 5)))

    def _round_times(self, step: float) -> Iterator[datetime]:
        for stretch in self.stretches:
            first, last = stretch.start.timestamp(), stretch.end.timestamp()
            if stretch.cut:
                yield stretch.end
                continue
            for number in range(ceil(first / step), int(last / step) + 1):
                yield datetime.fromtimestamp(number * step, UTC)


def below(x: float, text: str) -> Label:
    """A label below its place on the axis."""
    return Label(f"{x:.2f}%", text, 0, "middle", text)


class Room:
    """What labels take up, row by row."""

    def __init__(self) -> None:
        self._rows: list[list[tuple[float, float]]] = []

    def row(self, x: float, text: str, anchor: str, most: int = 9) -> int | None:
        """The first row with room for a label, which then is taken; None without one."""
        left = x - {"start": 0, "middle": 0.5, "end": 1}[anchor] * len(text) * _LETTER
        right = left + len(text) * _LETTER
        if left < -_MARGIN or right > 100 + _MARGIN:
            return None
        for number in range(most):
            if number == len(self._rows):
                self._rows.append([])
            if all(right < begin or end < left for begin, end in self._rows[number]):
                self._rows[number].append((left - _LETTER, right + _LETTER))
                return number
        return None


def anchor(x: float, text: str) -> str:
    """The side of its place on which a label has room."""
    return "end" if x + len(text) * _LETTER > 100 else "start"


def axis(changes: Iterable[datetime], shortest: float) -> Axis:
    """The axis over all changes; ``shortest`` is what lasts shortest of all that has to be seen."""
    points = sorted(set(changes))
    if len(points) < 2:
        points.append(points[0] + timedelta(minutes=1))
    lengths = [(b - a).total_seconds() for a, b in pairwise(points)]
    cuts = _cuts(lengths) if shortest < 0.02 * sum(lengths) else set[int]()
    shown = sum(length for n, length in enumerate(lengths) if n not in cuts)
    width = 100 - 2 * _EDGE
    share = (width - _CUT_SHARE if cuts else width) / shown
    left, stretches = _EDGE, list[Stretch]()
    for number, length in enumerate(lengths):
        cut = number in cuts
        right = left + (_CUT_SHARE / len(cuts) if cut else length * share)
        stretches.append(Stretch(points[number], points[number + 1], left, right, cut))
        left = right
    return Axis(tuple(stretches))


def _cuts(lengths: Sequence[float]) -> set[int]:
    """The longest stretches, as long as each outlasts the shorter ones together."""
    rest, found = sum(lengths), set[int]()
    for number in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        rest -= lengths[number]
        if not rest or lengths[number] < _LONG * rest:
            break
        found.add(number)
    return found
