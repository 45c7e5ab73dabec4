"""Figures in plain Python, incident by incident: the engine that is quickest up to a size."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from wakebook.measures.groups import BY
from wakebook.measures.sample import (
    BEFORE_UNKNOWN,
    IMPRECISE,
    NO_COMPONENT,
    NO_LENGTH,
    NO_TARGET,
    NOT_BEGUN,
    NOT_OVER,
    OVERLAPS,
    REVERSED,
    UNKNOWN_TIME,
    VOID,
    Sample,
    not_known,
    rounded,
)
from wakebook.measures.world import World
from wakebook.model.base import seconds
from wakebook.model.figure import Observed
from wakebook.model.measured import Measured, Point
from wakebook.model.policy.measures import (
    OWNERS,
    WALL,
    AnyFigure,
    BetweenFigure,
    CountFigure,
    DurationFigure,
    MeasuresRule,
    ShareFigure,
    Timed,
    WithinFigure,
    Words,
)

Facts = dict[str, str | bool | None]
"""What is known of a thing that a share is of, by the words of the policy."""


class Seen(NamedTuple):
    """What came of one thing: something observed, or why it is left out.

    ``component`` is the one that it is about, where it is about one alone.
    """

    row: Measured
    observed: Observed | None
    why: str
    component: str | None = None


def samples(
    figure: AnyFigure, rule: MeasuresRule, rows: Iterable[Measured], world: World, by: str
) -> dict[str, Sample]:
    """What counts for a figure and what does not, by group."""
    return grouped(seen(figure, rule, rows, world), world, by)


def seen(
    figure: AnyFigure, rule: MeasuresRule, rows: Iterable[Measured], world: World
) -> Iterator[Seen]:
    """What came of each thing that a figure is about."""
    kinds = frozenset(figure.kinds)
    return _seen(figure, rule, [row for row in rows if row.kind in kinds], world)


def grouped(found: Iterable[Seen], world: World, by: str) -> dict[str, Sample]:
    """The same by the groups of one way."""
    groups = BY[by]
    counted: defaultdict[str, list[Observed]] = defaultdict(list)
    left: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in found:
        own = by == "service" and each.component is not None
        for group in (each.component or "",) if own else groups(each.row, world):
            if each.observed is not None:
                counted[group].append(each.observed)
            else:
                left[group][each.why] += 1
    names = sorted({*counted, *left})
    return {name: Sample(tuple(sorted(counted[name])), dict(left[name])) for name in names}


def _seen(
    figure: AnyFigure, rule: MeasuresRule, rows: Sequence[Measured], world: World
) -> Iterator[Seen]:
    sound = [row for row in rows if row.status not in VOID]
    yield from (Seen(row, None, VOID[row.status]) for row in rows if row.status in VOID)
    match figure:
        case DurationFigure():
            yield from (_duration(figure, row, world) for row in sound)
        case BetweenFigure():
            yield from _between(figure, sound, world)
        case CountFigure():
            yield from (Seen(row, Observed(1, row.id, "", 1, 1), "") for row in sound)
        case WithinFigure():
            yield from _within(
                figure, cast("DurationFigure", rule.by_name[figure.measure]), sound, world
            )
        case ShareFigure():
            yield from (seen for row in sound for seen in _share(figure, row, world))


def _duration(figure: DurationFigure, row: Measured, world: World) -> Seen:
    start = _first(row, figure.start)
    end = _first(row, figure.end)
    if start is None:
        return Seen(row, None, NOT_BEGUN)
    if end is None:
        return Seen(row, None, NOT_OVER)
    return _length(figure, row, "", (start, end), world)


def _first(row: Measured, milestones: Iterable[str]) -> Point | None:
    """The first of some points that was reached."""
    points = row.points
    return next((points[name] for name in milestones if name in points), None)


def _length(
    figure: Timed, row: Measured, part: str, ends: tuple[Point, Point], world: World
) -> Seen:
    component = part or None
    start, end = ends
    if start.first is None or start.last is None or end.first is None or end.last is None:
        return Seen(row, None, UNKNOWN_TIME, component)
    if end.first < start.first:
        return Seen(row, None, REVERSED, component)
    width = end.last - end.first + start.last - start.first
    wide = width > seconds(figure.precise_to)
    if wide and figure.imprecise == "left_out":
        return Seen(row, None, IMPRECISE, component)
    if end.first == start.first and figure.zero == "left_out":
        return Seen(row, None, NO_LENGTH, component)
    told = (start.first, start.last, end.first, end.last)
    told = _on_clock(figure.clock, row, told, world) if figure.clock != WALL else told
    grain = seconds(figure.round)
    value = least = most = rounded(told[2] - told[0], grain)
    if wide:
        least = rounded(max(0, told[2] - told[1]), grain)
        most = rounded(told[3] - told[0], grain)
    return Seen(row, Observed(value, row.id, part, least, most), "", component)


def _on_clock(
    clock: str, row: Measured, ends: tuple[int, int, int, int], world: World
) -> tuple[int, int, int, int]:
    """Instants as the seconds of the clock that have passed until them."""
    name = world.calendar(row, OWNERS if clock == OWNERS else clock)
    if not name:
        return ends
    at = world.hours[name].at
    return at(ends[0]), at(ends[1]), at(ends[2]), at(ends[3])


def _between(figure: BetweenFigure, rows: Sequence[Measured], world: World) -> Iterator[Seen]:
    """For each component, from the latest end so far to the beginning of its next incident."""
    held: defaultdict[str, list[tuple[int, str, Point, Measured]]] = defaultdict(list)
    for row in rows:
        begin = _first(row, figure.end)
        if not row.components:
            yield Seen(row, None, NO_COMPONENT)
        elif begin is None or begin.first is None:
            why = NOT_BEGUN if begin is None else UNKNOWN_TIME
            yield from (Seen(row, None, why, c) for c in row.components)
        else:
            for component in row.components:
                held[component].append((begin.first, row.id, begin, row))
    for component in sorted(held):
        yield from _gaps(figure, component, sorted(held[component], key=lambda e: e[:2]), world)


def _gaps(
    figure: BetweenFigure,
    component: str,
    ordered: Sequence[tuple[int, str, Point, Measured]],
    world: World,
) -> Iterator[Seen]:
    latest: tuple[int, int] | None = None
    before: Point | None = None
    for number, (_, _, begin, row) in enumerate(ordered):
        if number and (before is None or before.first is None or latest is None):
            yield Seen(row, None, BEFORE_UNKNOWN, component)
        elif number and latest is not None and begin.first is not None:
            if begin.first < latest[0]:
                yield Seen(row, None, OVERLAPS, component)
            else:
                yield _length(figure, row, component, (Point(*latest), begin), world)
        before = _first(row, figure.start)
        if before is not None and before.first is not None and before.last is not None:
            latest = max(latest or (before.first, before.last), (before.first, before.last))


def _within(
    figure: WithinFigure, lengths: DurationFigure, rows: Sequence[Measured], world: World
) -> Iterator[Seen]:
    for row in rows:
        target = _target(figure, row, world)
        seen = _duration(lengths, row, world) if target is not None else None
        if target is None or seen is None:
            yield Seen(row, None, NO_TARGET)
        elif seen.observed is None:
            yield seen
        else:
            least, value, most = (
                int(length <= target)
                for length in (seen.observed.most, seen.observed.value, seen.observed.least)
            )
            yield Seen(row, Observed(value, row.id, "", least, most), "")


def _target(figure: WithinFigure, row: Measured, world: World) -> int | None:
    """The seconds of the first target that fits an incident."""
    severity = world.severity(row)
    tiers = {world.tiers[c] for c in row.components if c in world.tiers}
    for target in figure.targets:
        if target.severity and severity not in target.severity:
            continue
        if target.tier and tiers.isdisjoint(target.tier):
            continue
        return seconds(target.within)
    return None


def _share(figure: ShareFigure, row: Measured, world: World) -> Iterator[Seen]:
    for part, facts in _things(figure.of, row, world):
        unknown = next((n for n in _asked(figure) if facts.get(n) in (None, "")), None)
        if unknown is not None:
            yield Seen(row, None, not_known(unknown))
        elif _fits(figure.among, facts):
            value = int(_fits(figure.yes, facts))
            yield Seen(row, Observed(value, row.id, part, value, value), "")


def _asked(figure: ShareFigure) -> tuple[str, ...]:
    """The words that a thing must have, each once."""
    return (*dict.fromkeys((*figure.among.given, *figure.yes.given)),)


def _fits(words: Words, facts: Facts) -> bool:
    wanted = ((name, getattr(words, name)) for name in facts)
    return all(facts[name] in listed for name, listed in wanted if listed)


def _things(of: str, row: Measured, world: World) -> Iterator[tuple[str, Facts]]:
    match of:
        case "actions":
            for step in row.steps:
                overdue = step.due is not None and step.due <= world.now
                yield step.id, {"overdue": overdue, "status": step.status}
        case "updates":
            for number, gap in enumerate(row.gaps):
                allowed = world.intervals.get(gap.level)
                in_time = None if allowed is None else gap.seconds <= allowed
                yield f"{number:06}", {"severity": gap.level, "in_time": in_time}
        case _:
            severity = world.severity(row)
            told: Facts = {
                "detected_by": row.source,
                "reopened": row.reopened > 0,
                "severity": severity,
            }
            yield "", told
