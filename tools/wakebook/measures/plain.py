"""Figures in plain Python, incident by incident: the engine that is quickest up to a size."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import cast

from wakebook.measures.between import between
from wakebook.measures.groups import BY
from wakebook.measures.lengths import durations
from wakebook.measures.sample import NOTHING, VOID, Sample, Seen
from wakebook.measures.shares import share, within
from wakebook.measures.world import World
from wakebook.model.figure import WHOLE, Observed, observed
from wakebook.model.measured import Measured
from wakebook.model.policy.measures import (
    AnyFigure,
    BetweenFigure,
    CountFigure,
    DurationFigure,
    MeasuresRule,
    ShareFigure,
    WithinFigure,
)


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


def grouped(seen: Iterable[Seen], world: World, by: str) -> dict[str, Sample]:
    """The same by the groups of one way."""
    if by == "all":
        whole = _sample(found for _, found, _ in seen)
        return {WHOLE: whole} if whole != NOTHING else {}
    groups = BY[by]
    held: defaultdict[str, list[Observed | str]] = defaultdict(list)
    for row, found, component in seen:
        own = by == "service" and component is not None
        for group in (component or "",) if own else groups(row, world):
            held[group].append(found)
    return {group: _sample(held[group]) for group in sorted(held)}


def _sample(found: Iterable[Observed | str]) -> Sample:
    counted: list[Observed] = []
    left: list[str] = []
    for each in found:
        if isinstance(each, str):
            left.append(each)
        else:
            counted.append(each)
    for place in (2, 1, 0):  # quicker than all at once: they come by incident, and need no move
        counted.sort(key=itemgetter(place))
    return Sample(tuple(counted), dict(Counter(left)))


def _seen(
    figure: AnyFigure, rule: MeasuresRule, rows: Sequence[Measured], world: World
) -> Iterator[Seen]:
    sound = [row for row in rows if row.status not in VOID]
    yield from ((row, VOID[row.status], None) for row in rows if row.status in VOID)
    match figure:
        case DurationFigure():
            yield from durations(figure, sound, world)
        case BetweenFigure():
            yield from between(figure, sound, world)
        case CountFigure():
            yield from ((row, observed((1, row.id, "", 1, 1)), None) for row in sound)
        case WithinFigure():
            lengths = cast("DurationFigure", rule.by_name[figure.measure])
            yield from within(figure, lengths, sound, world)
        case ShareFigure():
            yield from share(figure, sound, world)
