"""A figure: what came out, how sure it is, what was left out and why, and the incidents behind it.

Lengths of time are whole seconds, shares lie between 0 and 1, and counts are numbers of incidents.
"""

from decimal import Decimal
from functools import partial
from typing import NamedTuple

from wakebook.model.policy.measures import AnyFigure

WHOLE = ""
"""The group of everything."""


class Observed(NamedTuple):
    """One thing that counts: of which incident, its value, and the least and most that it can be.

    ``part`` tells apart what one incident has several of: a component, or an action item.
    """

    value: int
    incident: str
    part: str
    least: int
    most: int


observed = partial(tuple.__new__, Observed)
"""The same of a plain tuple, in half the time: of many incidents a report makes half a million."""


def percents(confidence: float) -> tuple[str, str]:
    """A confidence and what it leaves, with every digit: ``99.9%`` and ``0.1%``."""
    sure = 100 * Decimal(repr(confidence))
    return f"{sure.normalize():f}%", f"{(100 - sure).normalize():f}%"


class Interval(NamedTuple):
    """Where a figure lies with the confidence of the policy; ``how`` says how that is known."""

    low: float
    high: float
    how: str


class Figure(NamedTuple):
    """One figure of one group of incidents.

    ``mean``, ``median`` and ``p90`` are None without anything to count; of a share the mean is the
    share, and of a count it is nothing. ``interval`` is of the ``headline``. ``bounds`` are the
    least and the most that the headline can be, where lengths count that are known badly.
    ``left_out`` counts what could not be counted, by the reason.
    """

    measure: str
    group: str
    kind: str
    headline: str
    n: int
    mean: float | None
    median: float | None
    p90: float | None
    interval: Interval | None
    bounds: tuple[float, float] | None
    left_out: tuple[tuple[str, int], ...]
    observed: tuple[Observed, ...]

    @property
    def value(self) -> float | None:
        """The headline: the number that a reader is told first."""
        match self.headline:
            case "mean" | "share":
                return self.mean
            case "p90":
                return self.p90
            case "count":
                return float(self.n)
        return self.median

    @property
    def incidents(self) -> tuple[str, ...]:
        """The incidents behind it, each once, by their ids."""
        return tuple(sorted({each.incident for each in self.observed}))


class Section(NamedTuple):
    """A definition, and its figure for each group."""

    definition: AnyFigure
    figures: tuple[Figure, ...]

    @property
    def bare(self) -> "Section":
        """The same without the incidents behind the figures, which most forms do not tell."""
        return Section(self.definition, tuple(f._replace(observed=()) for f in self.figures))


class Comparison(NamedTuple):
    """A stated figure of an incident beside the computed one.

    Lengths are seconds; ``stated`` is None for one in words, ``computed`` where the record does not
    allow it.
    """

    measure: str
    incident: str
    words: str
    value: str
    clock: str
    stated: int | None
    computed: int | None
    verdict: str
