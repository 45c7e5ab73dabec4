"""Impact windows on a time axis and months as bars: geometry in percent, drawn by templates."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from math import inf
from typing import NamedTuple

from wakebook.model.fold import Window
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment, between
from wakebook.render.axis import Axis, Label, Room, anchor, axis
from wakebook.render.words import label, when

_MARKED = ("detected", "declared", "identified", "mitigated", "resolved")
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


class Windows(NamedTuple):
    """The drawing of an incident's windows, and the same as a table."""

    rows: tuple[Row, ...]
    ticks: tuple[Label, ...]
    cuts: tuple[Label, ...]
    marks: tuple[Label, ...]
    top: int
    height: int
    table: tuple[tuple[str, str, str, str, str], ...]


def windows(incident: Incident, title: Callable[[str], str]) -> Windows | None:
    """The drawing, or None where no window has a known beginning; ``title`` names components."""
    told = [w._replace(component=title(w.component)) for w in incident.windows]
    known = [w for w in told if w.since.known]
    if not known:
        return None
    time = _axis(incident, known)
    marks = tuple(_marks(incident, time))
    top = 26 + 15 * max((mark.row for mark in marks), default=0)
    rows = tuple(_rows(told, time, top))
    table = tuple(_told(w) for w in told)
    height = top + 34 * len(rows) + 24
    return Windows(rows, time.ticks, time.cuts, marks, top, height, table)


def _axis(incident: Incident, known: Sequence[Window]) -> Axis:
    reached = [incident.milestones[m] for m in ("started", *_MARKED) if m in incident.milestones]
    moments = [w.since for w in known] + [w.until for w in known if w.until] + reached
    exact = [m for m in moments if m.earliest is not None]
    lasted = [between(w.since, w.until) for w in known if w.until and w.until.known]
    shortest = min((span.longest for span in lasted if span), default=inf)
    ends = [_nominal_end(m) for m in exact]
    return axis([*(m.earliest for m in exact if m.earliest), *ends], shortest)


def _nominal_end(moment: Moment) -> datetime:
    """Where a moment may still lie: the end of its day, month or minute."""
    end = moment.latest if moment.precision in ("day", "month", "year") else moment.earliest
    return end or datetime.max.replace(tzinfo=UTC)


def _rows(told: Sequence[Window], time: Axis, top: int) -> Iterable[Row]:
    places: dict[tuple[str, str | None], list[Window]] = {}
    for window in told:
        places.setdefault((window.component, window.region), []).append(window)
    for index, ((component, region), own) in enumerate(places.items()):
        bars = [b for w in own if w.since.known for b in _bars(w, time)]
        untimed = dict.fromkeys(label(w.state) for w in own if not w.since.known)
        name = f"{component} · {region}" if region else component
        yield Row(name, top + 34 * index, tuple(bars), ", ".join(untimed))


def _bars(window: Window, time: Axis) -> Iterable[Bar]:
    """The certain stretch in full, what may belong to it fainter on both sides."""
    since, until = window.since, window.until
    title = f"{label(window.state)}: {_from_to(window)}"
    begin = time.at(since.earliest) if since.earliest else 0.0
    end = time.at(_nominal_end(until)) if until and until.known else 100.0
    sure_from = (time.at(_nominal_end(since)) if since.known else 0.0) + _VAGUE * since.about
    sure_to = time.at(until.earliest) if until and until.earliest else 100.0
    if until is not None and (until.about or not until.known):
        sure_to -= _VAGUE
    stretches = ((begin, max(end - begin, 0.4), False), (sure_from, sure_to - sure_from, True))
    for left, width, sure in stretches:
        if width > 0:
            yield Bar(f"{left:.2f}%", f"{width:.2f}%", window.state, title, sure)


def _from_to(window: Window) -> str:
    end = "still" if window.until is None else when(window.until).text
    return f"{when(window.since).text} to {end}"


def _told(window: Window) -> tuple[str, str, str, str, str]:
    until = "still" if window.until is None else when(window.until).text
    place = window.region or "everywhere"
    return (window.component, place, label(window.state), when(window.since).text, until)


def _marks(incident: Incident, time: Axis) -> Iterable[Label]:
    room = Room()
    for kind in _MARKED:
        moment = incident.milestones.get(kind)
        if moment is None or moment.earliest is None:
            continue
        x, text = time.at(moment.earliest), label(kind)
        side = anchor(x, text)
        yield Label(
            f"{x}%", text, room.row(x, text, side) or 0, side, f"{text}: {when(moment).text}"
        )


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
