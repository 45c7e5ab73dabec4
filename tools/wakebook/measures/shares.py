"""Shares: of incidents, action items and updates that are so, and of promises that were kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any

from wakebook.measures.lengths import durations, until_now
from wakebook.measures.sample import NO_TARGET, NOT_DUE, NOT_OVER, Seen, not_known
from wakebook.measures.world import World
from wakebook.model.base import seconds
from wakebook.model.figure import Observed, observed
from wakebook.model.fold import ENDED
from wakebook.model.measured import Gap, Measured, Step
from wakebook.model.policy.measures import DurationFigure, ShareFigure, WithinFigure, Words

Fact = str | bool | None
Say = Callable[[Any, World], Fact]
Tests = tuple[tuple[str, tuple[str | bool, ...]], ...]
"""The words that are asked for, and what each has to be one of."""


def share(figure: ShareFigure, rows: Sequence[Measured], world: World) -> Iterator[Seen]:
    """Each of the things that are asked, and whether it is so."""
    things, said = _THINGS[figure.of], _SAID[figure.of]
    among, yes = _tests(figure.among), _tests(figure.yes)
    names = tuple(dict.fromkeys(name for name, _ in (*among, *yes)))
    asked = tuple(said[name] for name in names)

    @cache
    def so(*facts: Fact) -> int | str | None:
        known = dict(zip(names, facts, strict=True))
        unknown = next((n for n, fact in known.items() if fact is None or fact == ""), None)
        if unknown is not None:
            return not_known(unknown)
        return int(_fits(yes, known)) if _fits(among, known) else None

    for row in rows:
        for part, thing in things(row):
            value = so(*[say(thing, world) for say in asked])
            if isinstance(value, str):
                yield row, value, None
            elif value is not None:
                yield row, observed((value, row.id, part, value, value)), None


def within(
    figure: WithinFigure, lengths: DurationFigure, rows: Sequence[Measured], world: World
) -> Iterator[Seen]:
    """Each incident that a target fits, and whether its length kept it.

    One that goes on has missed its target as soon as that has passed, and is left out before.
    """
    target_of = _target_of(figure, world)
    for row, found, _ in durations(lengths, rows, world):
        target = target_of(row)
        if target is None:
            yield row, NO_TARGET, None
        elif found == NOT_OVER and row.status not in ENDED:
            yield row, _so_far(until_now(lengths, row, world), target), None
        else:
            yield row, found if isinstance(found, str) else _kept(found, target), None


def _so_far(found: Observed | str, target: int) -> Observed | str:
    if isinstance(found, str):
        return NOT_OVER
    return NOT_DUE if found.value <= target else _kept(found, target)


def _kept(found: Observed, target: int) -> Observed:
    value, least, most = found.value <= target, found.most <= target, found.least <= target
    return observed((int(value), found.incident, "", int(least), int(most)))


def _target_of(figure: WithinFigure, world: World) -> Callable[[Measured], int | None]:
    """The seconds of the first target that fits an incident."""

    @cache
    def fitting(severity: str, tiers: frozenset[str]) -> int | None:
        for target in figure.targets:
            if target.severity and severity not in target.severity:
                continue
            if target.tier and tiers.isdisjoint(target.tier):
                continue
            return seconds(target.within)
        return None

    tiers = world.tiers if any(target.tier for target in figure.targets) else {}

    def target(row: Measured) -> int | None:
        found = frozenset(tiers[c] for c in row.components if c in tiers)
        return fitting(world.severity(row), found)

    return target


def _tests(words: Words) -> Tests:
    return tuple((name, getattr(words, name)) for name in words.given)


def _fits(tests: Tests, facts: dict[str, Fact]) -> bool:
    return all(facts[name] in listed for name, listed in tests)


def _overdue(step: Step, world: World) -> bool:
    return step.due is not None and step.due <= world.now


def _in_time(gap: Gap, world: World) -> bool | None:
    allowed = world.intervals.get(gap.level)
    return None if allowed is None else gap.seconds <= allowed


_SAID: dict[str, dict[str, Say]] = {
    "incidents": {
        "detected_by": lambda row, _: row.source,
        "reopened": lambda row, _: row.reopened > 0,
        "severity": lambda row, world: world.severity(row),
    },
    "actions": {"overdue": _overdue, "status": lambda step, _: step.status},
    "updates": {"in_time": _in_time, "severity": lambda gap, _: gap.level},
}
"""What can be said of a thing, by the words of the policy."""


@cache
def _numbered(number: int) -> str:
    return f"{number:06}"


_THINGS: dict[str, Callable[[Measured], Iterable[tuple[str, Any]]]] = {
    "incidents": lambda row: (("", row),),
    "actions": lambda row: [(step.id, step) for step in row.steps],
    "updates": lambda row: zip(map(_numbered, count()), row.gaps, strict=False),
}
"""The things of an incident that a share is of, each with what tells it apart from the others."""
