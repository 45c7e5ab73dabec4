"""What a figure means, in words: what is counted, from where to where, by which clock."""

from collections.abc import Iterator, Sequence

from wakebook.model.policy import measures
from wakebook.model.policy.measures import (
    AnyFigure,
    BetweenFigure,
    CountFigure,
    DurationFigure,
    MeasuresRule,
    ShareFigure,
    Target,
    Timed,
    WithinFigure,
    Words,
)
from wakebook.render.asking import Named
from wakebook.render.words import duration

_ENDS = {"postmortem": "the post-mortem was published"}
_SAID = {
    "detected_by": "noticed by",
    "reopened": "reopened",
    "severity": "severity",
    "in_time": "in time",
    "overdue": "past its day",
    "status": "status",
}


def lines(rule: MeasuresRule, _: Named) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Each definition: its name, the kinds of record that count, and what it means."""
    for each in rule.measures:
        kinds = () if each.kinds == ("incident",) else (", ".join(each.kinds),)
        yield each.title, kinds, (each.text, *meaning(each))


def meaning(figure: AnyFigure) -> tuple[str, ...]:
    """What is counted, in sentences."""
    said = [*_meaning(figure)]
    if figure.source:
        said.append(f"Source: {figure.source}.")
    return tuple(said)


def _meaning(figure: AnyFigure) -> Iterator[str]:
    match figure:
        case DurationFigure():
            yield f"From {_first(figure.start)} to {_first(figure.end)}."
            yield from _timed(figure)
        case BetweenFigure():
            yield f"From {_first(figure.start)} of one to {_first(figure.end)} of the next."
            yield from _timed(figure)
        case WithinFigure():
            yield f"Compared is {figure.measure}; the first target that fits counts."
            yield "; ".join(_target(target) for target in figure.targets) + "."
        case ShareFigure():
            yield from _share(figure)
        case CountFigure():
            yield "Each record counts once."


def _first(milestones: Sequence[str]) -> str:
    """The first of some points that was reached."""
    words = [_ENDS.get(name, name) for name in milestones]
    return words[0] if len(words) == 1 else f"the first that there is of {', '.join(words)}"


def _timed(figure: Timed) -> Iterator[str]:
    match figure.clock:
        case measures.WALL:
            yield "All hours count."
        case measures.OWNERS:
            yield "The hours of the owners' calendar count."
        case name:
            yield f"The hours of the calendar {name} count."
    known = f"known to within {duration(figure.precise_to)}"
    if figure.imprecise == "left_out":
        yield f"What is not {known} is left out and counted."
    else:
        yield f"What is not {known} is taken as it stands, and told with the least and most."
    zero = "is left out and counted" if figure.zero == "left_out" else "counts"
    yield f"No length at all {zero}. Rounded to {duration(figure.round)}."


def _share(figure: ShareFigure) -> Iterator[str]:
    asked = _words(figure.among)
    of = {"updates": "times between two updates", "actions": "action items"}
    things = of.get(figure.of, figure.of)
    yield f"Of {things}{f' ({asked})' if asked else ''}, those: {_words(figure.yes)}."


def _words(words: Words) -> str:
    return "; ".join(_said(name, getattr(words, name)) for name in words.given)


def _said(name: str, wanted: Sequence[str | bool]) -> str:
    if len(wanted) == 2 and set(wanted) == {True, False}:
        return f"{_SAID[name]} or not"
    if all(isinstance(each, bool) for each in wanted):
        return _SAID[name] if True in wanted else f"not {_SAID[name]}"
    return f"{_SAID[name]} {' or '.join(str(each).replace('_', ' ') for each in wanted)}"


def _target(target: Target) -> str:
    about = [*target.severity, *(f"tier {tier}" for tier in target.tier)]
    return f"{', '.join(about) or 'any'}: {duration(target.within)}"
