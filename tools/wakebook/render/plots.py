"""Figures as drawings: geometry in percent, which templates turn into SVG beside a table.

Lengths of time stand on a logarithmic axis, for they lie apart by factors; shares reach from 0 to
100 %, counts begin at 0.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import ceil, log10
from typing import NamedTuple

from wakebook.model.dashboard import Control
from wakebook.model.figure import Figure
from wakebook.render.measured.report import number
from wakebook.render.words import seconds

_ROUND = (60, 600, 3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400)
"""Lengths that a reader knows, for the marks of an axis."""
_MARGIN = 6.0
"""How far the first and the last mark lie from the edges, in percent."""
_WORDS = 9.0
"""How high words in a control chart are, in percent."""
_LETTERS = 32
"""Letters below an axis that a phone has room for."""


class Tick(NamedTuple):
    """A mark of the upright axis."""

    y: str
    text: str


class Band(NamedTuple):
    """A level line of a control chart; its name stands at the left end, or else at the right."""

    y: str
    text: str
    left: bool


class Dot(NamedTuple):
    """A value: its place, its interval from ``top`` to ``bottom``, and where it leads.

    ``running`` says that its period is not over.
    """

    x: str
    y: str
    top: str
    bottom: str
    title: str
    group: str
    n: int
    mark: str
    running: bool = False


class Step(NamedTuple):
    """A line from one dot to the next."""

    x1: str
    y1: str
    x2: str
    y2: str
    running: bool = False
    """That it leads to a period that is not over."""


class Plot(NamedTuple):
    """Dots over groups from left to right; ``says`` is what the drawing shows in a sentence."""

    dots: tuple[Dot, ...]
    steps: tuple[Step, ...]
    ticks: tuple[Tick, ...]
    names: tuple[tuple[str, str], ...]
    bands: tuple[Band, ...]
    says: str


class Axis:
    """Turns values into places, from 100 % (the least) to 0 % (the most)."""

    def __init__(self, kind: str, values: Sequence[float]) -> None:
        self.kind = kind
        least, most = min(values, default=0.0), max(values, default=1.0)
        if kind == "lengths":
            self.low, self.high = log10(max(least, 30.0)) - 0.1, log10(max(most, 120.0)) + 0.1
        elif kind == "share":
            self.low, self.high = 0.0, 1.0
        else:
            self.low, self.high = 0.0, max(most, 1.0)

    def at(self, value: float) -> float:
        """The place of a value in percent from above."""
        scaled = log10(max(value, 30.0)) if self.kind == "lengths" else value
        share = (scaled - self.low) / (self.high - self.low)
        return 100 - _MARGIN - (100 - 2 * _MARGIN) * min(max(share, 0.0), 1.0)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """A few round marks."""
        match self.kind:
            case "lengths":
                inside = [v for v in _ROUND if self.low <= log10(v) <= self.high]
                return tuple(Tick(percent(self.at(v)), seconds(v)) for v in inside)
            case "share":
                return tuple(Tick(percent(self.at(s)), f"{s:.0%}") for s in (0.0, 0.5, 1.0))
        step = _step(self.high)
        marks = range(0, int(self.high) + 1, step)
        return tuple(Tick(percent(self.at(m)), str(m)) for m in marks)


def percent(place: float) -> str:
    """A place as SVG writes it."""
    return f"{place:.2f}%"


def kind_of(figure: Figure) -> str:
    """Which axis a figure wants."""
    return figure.headline if figure.headline in ("share", "count") else "lengths"


def so_far(period: str, running: Collection[str]) -> str:
    """The name of a period, which tells of one that is not over."""
    return f"{period} so far" if period in running else period


def trend(figures: Sequence[Figure], running: Collection[str]) -> Plot:
    """A figure over time: each headline with its interval, and a line to that of the next period.

    Where a period has none, there is no line across it.
    """
    ends = [end for figure in figures for end in _ends(figure)]
    axis = Axis(kind_of(figures[0]), ends)
    slot = 100 / len(figures)
    drawn = [
        _dot(figure, axis, (place + 0.5) * slot, running)
        if figure.value is not None and _shown(figure)
        else None
        for place, figure in enumerate(figures)
    ]
    dots = tuple(dot for dot in drawn if dot)
    steps = tuple(Step(a.x, a.y, b.x, b.y, b.running) for a, b in pairwise(drawn) if a and b)
    names = _names([figure.group for figure in figures], slot)
    says = "; ".join(f"{dot.group}: {dot.title}" for dot in dots) or "nothing to show yet"
    return Plot(dots, steps, axis.ticks, names, (), says)


def _shown(figure: Figure) -> bool:
    return figure.n > 0 or figure.headline == "count"


def _ends(figure: Figure) -> tuple[float, ...]:
    if figure.value is None or not _shown(figure):
        return ()
    interval = figure.interval
    return (figure.value,) if interval is None else (figure.value, interval.low, interval.high)


def _dot(figure: Figure, axis: Axis, x: float, running: Collection[str]) -> Dot:
    value = figure.value or 0.0
    y = axis.at(value)
    top, bottom = y, y
    title = f"{number(figure, value)}"
    if figure.interval is not None:
        top, bottom = axis.at(figure.interval.high), axis.at(figure.interval.low)
        low, high = number(figure, figure.interval.low), number(figure, figure.interval.high)
        title += f", between {low} and {high}"
    if figure.headline != "count":
        title += f" (n = {figure.n})"
    places = (percent(x), percent(y), percent(top), percent(bottom))
    name = so_far(figure.group, running)
    return Dot(*places, title, name, figure.n, "", figure.group in running)


def _names(groups: Sequence[str], slot: float) -> tuple[tuple[str, str], ...]:
    """The names below the axis that there is room for, the last one always."""
    most = max(1, _LETTERS // max((len(group) for group in groups), default=1))
    every = ceil(len(groups) / most)
    shown = [n for n in range(len(groups)) if (len(groups) - 1 - n) % every == 0]
    return tuple((percent((n + 0.5) * slot), groups[n]) for n in shown)


def chart(control: Control) -> Plot:
    """A control chart: single incidents, the median, the limits, and what stands out."""
    lengths = [float(length) for _, _, length in control.points]
    axis = Axis(
        "lengths",
        [*lengths, max(control.low, min(lengths) / 4), min(control.high, max(lengths) * 4)],
    )
    slot = 100 / len(control.points)
    dots = []
    for place, (day, incident, length) in enumerate(control.points):
        y = percent(axis.at(length))
        why = control.signals.get(incident, "")
        title = f"{day}: {seconds(length)}{f', {why}' if why else ''}"
        dots.append(Dot(percent((place + 0.5) * slot), y, y, y, title, incident, 1, why))
    heights = [axis.at(length) for length in lengths]
    bands = tuple(
        _band(axis.at(value), f"{name} {seconds(value)}", heights)
        for name, value in (
            ("limit", control.high),
            ("median", control.center),
            ("limit", control.low),
        )
    )
    days = [day[:7] for day, _, _ in control.points]
    says = (
        f"{len(dots)} incidents around {seconds(control.center)}, "
        f"common variation from {seconds(control.low)} to {seconds(control.high)}, "
        f"{len(control.signals)} beyond it"
    )
    steps = tuple(Step(a.x, a.y, b.x, b.y) for a, b in pairwise(dots))
    return Plot(tuple(dots), steps, axis.ticks, _names(days, slot), bands, says)


def _band(y: float, text: str, heights: Sequence[float]) -> Band:
    """Named where its words, above the line and over a third of it on a phone, hide less."""
    third = ceil(len(heights) / 3)
    left, right = (
        sum(y - _WORDS <= height <= y for height in some)
        for some in (heights[:third], heights[-third:])
    )
    return Band(percent(y), text, left < right)


class Part(NamedTuple):
    """A part of a stacked column; ``running`` says that the column's period is not over."""

    x: str
    width: str
    y: str
    height: str
    tone: str
    title: str
    running: bool


class Stack(NamedTuple):
    """Columns of parts, with marks at the side and names below."""

    parts: tuple[Part, ...]
    ticks: tuple[Tick, ...]
    names: tuple[tuple[str, str], ...]
    legend: tuple[tuple[str, str], ...]
    says: str


def stack(
    columns: Sequence[tuple[str, Sequence[tuple[str, int]]]],
    tones: Sequence[str],
    running: Collection[str],
) -> Stack:
    """Columns of counts, the first kind at the bottom; ``tones`` are colours, kind by kind."""
    most = max((sum(n for _, n in kinds) for _, kinds in columns), default=1)
    axis = Axis("count", [float(most)])
    slot = 100 / max(len(columns), 1)
    parts: list[Part] = []
    for place, (name, kinds) in enumerate(columns):
        below = 0
        for (kind, count), tone in zip(kinds, tones, strict=False):
            if not count:
                continue
            top, bottom = axis.at(below + count), axis.at(below)
            title = f"{so_far(name, running)}: {count} {kind}"
            across = (percent((place + 0.15) * slot), percent(0.7 * slot))
            upright = (percent(top), percent(bottom - top))
            parts.append(Part(*across, *upright, tone, title, name in running))
            below += count
    words = [kind for kind, _ in columns[0][1]] if columns else []
    says = "; ".join(part.title for part in parts) or "nothing to show yet"
    names = _names([name for name, _ in columns], slot)
    return Stack(tuple(parts), axis.ticks, names, tuple(zip(words, tones, strict=False)), says)


def _step(most: float) -> int:
    """A round distance between marks that leaves five at most."""
    wanted = max(1.0, most / 4)
    size = int(10 ** int(log10(wanted)))
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= wanted)
