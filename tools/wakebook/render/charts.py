"""Impact windows on a time axis and months as bars: geometry in percent, drawn by templates."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from wakebook.model.fold import Window
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment
from wakebook.render.words import date, label, when

_STEPS = (60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
_MARKED = ("detected", "declared", "identified", "mitigated", "resolved")
_DAY = 86_400.0
_VAGUE = 1.2
"""How much of the axis, in percent, is drawn as not certain beside an 'about'."""


class Bar(NamedTuple):
    """A stretch of a row in percent of the axis; ``sure`` is False where its time is not exact."""

    x: str
    width: str
    state: str
    title: str
    sure: bool


class Row(NamedTuple):
    """One component, in one region or everywhere."""

    name: str
    y: int
    bars: tuple[Bar, ...]
    untimed: str = ""
    """The states of windows whose beginning nobody knows; they have no place on the axis."""


class Mark(NamedTuple):
    """A milestone or a tick of the axis; ``row`` staggers labels, ``anchor`` is SVG's."""

    x: str
    text: str
    row: int
    anchor: str
    full: str


class Windows(NamedTuple):
    """The drawing of an incident's windows, and the same as a table."""

    rows: tuple[Row, ...]
    ticks: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    top: int
    height: int
    table: tuple[tuple[str, str, str, str, str], ...]


class _Axis(NamedTuple):
    start: datetime
    length: float

    def at(self, instant: datetime) -> float:
        share = (instant - self.start).total_seconds() / self.length
        return round(100 * min(max(share, 0.0), 1.0), 2)


def windows(incident: Incident, title: Callable[[str], str]) -> Windows | None:
    """The drawing, or None where no window has a known beginning; ``title`` names components."""
    told = [w._replace(component=title(w.component)) for w in incident.windows]
    known = [w for w in told if w.since.known]
    axis = _axis(incident, known)
    if axis is None:
        return None
    marks = tuple(_marks(incident, axis))
    top = 26 + 15 * max((mark.row for mark in marks), default=0)
    rows = tuple(_rows(told, axis, top))
    ticks = tuple(_ticks(axis))
    table = tuple(_told(w) for w in told)
    return Windows(rows, ticks, marks, top, top + 34 * len(rows) + 24, table)


def _axis(incident: Incident, known: Sequence[Window]) -> _Axis | None:
    reached = [incident.milestones[m] for m in ("started", *_MARKED) if m in incident.milestones]
    moments = [w.since for w in known] + [w.until for w in known if w.until] + reached
    exact = [m for m in moments if m.earliest is not None]
    if not known or not exact:
        return None
    first = min(m.earliest for m in exact if m.earliest)
    last = max(_nominal_end(m) for m in exact)
    length = max((last - first).total_seconds(), 60.0)
    return _Axis(first - timedelta(seconds=0.02 * length), 1.04 * length)


def _nominal_end(moment: Moment) -> datetime:
    """Where a moment may still lie: the end of its day, month or minute."""
    end = moment.latest if moment.precision in ("day", "month", "year") else moment.earliest
    return end or datetime.max.replace(tzinfo=UTC)


def _rows(told: Sequence[Window], axis: _Axis, top: int) -> Iterable[Row]:
    pairs = list(dict.fromkeys((w.component, w.region) for w in told))
    for index, (component, region) in enumerate(pairs):
        own = [w for w in told if (w.component, w.region) == (component, region)]
        bars = [b for w in own if w.since.known for b in _bars(w, axis)]
        untimed = dict.fromkeys(label(w.state) for w in own if not w.since.known)
        name = f"{component} · {region}" if region else component
        yield Row(name, top + 34 * index, tuple(bars), ", ".join(untimed))


def _bars(window: Window, axis: _Axis) -> Iterable[Bar]:
    """The certain stretch in full, what may belong to it fainter on both sides."""
    since, until = window.since, window.until
    title = f"{label(window.state)}: {_from_to(window)}"
    begin = axis.at(since.earliest) if since.earliest else 0.0
    end = axis.at(_nominal_end(until)) if until and until.known else 100.0
    sure_from = (axis.at(_nominal_end(since)) if since.known else 0.0) + _VAGUE * since.about
    sure_to = axis.at(until.earliest) if until and until.earliest else 100.0
    if until is not None and (until.about or not until.known):
        sure_to -= _VAGUE
    yield Bar(f"{begin}%", f"{max(end - begin, 0.4):.2f}%", window.state, title, sure=False)
    if sure_to > sure_from:
        yield Bar(f"{sure_from}%", f"{sure_to - sure_from:.2f}%", window.state, title, sure=True)


def _from_to(window: Window) -> str:
    end = "still" if window.until is None else when(window.until).text
    return f"{when(window.since).text} to {end}"


def _told(window: Window) -> tuple[str, str, str, str, str]:
    until = "still" if window.until is None else when(window.until).text
    place = window.region or "everywhere"
    return (window.component, place, label(window.state), when(window.since).text, until)


def _marks(incident: Incident, axis: _Axis) -> Iterable[Mark]:
    taken: list[float] = []
    for kind in _MARKED:
        moment = incident.milestones.get(kind)
        if moment is None or moment.earliest is None:
            continue
        x = axis.at(moment.earliest)
        row = 0
        while row < len(taken) and x - taken[row] < 13:
            row += 1
        taken[row : row + 1] = [x]
        anchor = "end" if x > 88 else "start"
        yield Mark(f"{x}%", label(kind), row, anchor, f"{label(kind)}: {when(moment).text}")


def _ticks(axis: _Axis) -> Iterable[Mark]:
    step = next((s for s in _STEPS if axis.length / s <= 6), None)
    if step is None:
        step = int(_DAY * max(1, round(axis.length / _DAY / 5)))
    first = int(axis.start.timestamp() // step + 1) * step
    day = ""
    for stamp in range(first, int(axis.start.timestamp() + axis.length) + 1, step):
        instant = datetime.fromtimestamp(stamp, UTC)
        today = date(instant)
        text = today if step >= _DAY else f"{instant:%H:%M}"
        if step < _DAY and today != day:
            text = f"{today[:-5]} {text}"
        day = today
        x = axis.at(instant)
        if 3 < x < 95:
            yield Mark(f"{x}%", text, 0, "middle", text)


class Column(NamedTuple):
    """A bar of a small column chart, in percent."""

    x: str
    width: str
    y: str
    height: str
    title: str
    text: str
    number: int
    middle: str


def columns(counts: Sequence[tuple[str, int]]) -> tuple[Column, ...]:
    """Columns for (label, count) pairs, the highest one fills the height."""
    most = max((count for _, count in counts), default=0) or 1
    slot = 100 / max(len(counts), 1)
    return tuple(
        Column(
            f"{index * slot + slot * 0.15:.2f}%",
            f"{slot * 0.7:.2f}%",
            f"{100 - 100 * count / most:.1f}%",
            f"{100 * count / most:.1f}%",
            f"{name}: {count}",
            name,
            count,
            f"{(index + 0.5) * slot:.2f}%",
        )
        for index, (name, count) in enumerate(counts)
    )


__all__ = ["Bar", "Column", "Mark", "Row", "Windows", "columns", "windows"]
