"""Samples to figures: the numbers, and how sure they are."""

from collections.abc import Callable, Mapping, Sequence

from wakebook.measures import interval
from wakebook.measures.sample import Sample
from wakebook.model.figure import Figure, Interval, Observed
from wakebook.model.policy.measures import AnyFigure, MeasuresRule, Timed


def figures(
    figure: AnyFigure, rule: MeasuresRule, samples: Mapping[str, Sample]
) -> tuple[Figure, ...]:
    """The figure of each group, in their order."""
    return tuple(_figure(figure, rule, group, samples[group]) for group in sorted(samples))


def quantile(ordered: Sequence[int], hundredths: int) -> int:
    """The smallest value that so many hundredths of all do not exceed (nearest rank)."""
    return ordered[max(1, -(-len(ordered) * hundredths // 100)) - 1]


def median(ordered: Sequence[int]) -> float:
    """The middle value, or the mean of both middle ones."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2


_STATISTICS: dict[str, Callable[[Sequence[int]], float]] = {
    "mean": lambda ordered: sum(ordered) / len(ordered),
    "median": median,
    "p90": lambda ordered: float(quantile(ordered, 90)),
}


def _figure(figure: AnyFigure, rule: MeasuresRule, group: str, sample: Sample) -> Figure:
    values = [each.value for each in sample.counted]
    timed = isinstance(figure, Timed)
    headline = figure.headline if isinstance(figure, Timed) else _headline(figure)
    known = {name: of(values) for name, of in _STATISTICS.items()} if values and timed else {}
    share = sum(values) / len(values) if values and headline == "share" else None
    return Figure(
        measure=figure.name,
        group=group,
        kind=figure.figure,
        headline=headline,
        n=len(values),
        mean=known.get("mean", share),
        median=known.get("median"),
        p90=known.get("p90"),
        interval=_interval(headline, values, rule, f"{figure.name} {group}"),
        bounds=_bounds(headline, sample.counted),
        left_out=tuple(sorted(sample.left_out.items())),
        observed=sample.counted,
    )


def _headline(figure: AnyFigure) -> str:
    return "count" if figure.figure == "count" else "share"


def _interval(
    headline: str, values: Sequence[int], rule: MeasuresRule, name: str
) -> Interval | None:
    match headline:
        case "count":
            return interval.of_count(len(values), rule)
        case "share":
            return interval.of_share(sum(values), len(values), rule)
        case "mean":
            return interval.of_mean(values, rule, name)
    return interval.of_quantile(values, 0.9 if headline == "p90" else 0.5, rule)


def _bounds(headline: str, observed: Sequence[Observed]) -> tuple[float, float] | None:
    """What the headline would be if all were as short, or as long, as they can be."""
    if not any(each.least != each.most for each in observed):
        return None
    of = _STATISTICS.get(headline, _STATISTICS["mean"])
    return of(sorted(e.least for e in observed)), of(sorted(e.most for e in observed))
