"""How often chance alone would do what was seen: in time, in number, and among many groups.

Three classics: a permutation test that stops when the answer is clear (Besag and Clifford 1991),
the hypergeometric tail (Fisher 1935) times the number of pairs that could have been looked at
(Bonferroni), and the false discovery rate of Benjamini and Hochberg (1995).
"""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, lgamma, log1p, sqrt
from statistics import NormalDist, fmean, stdev

from wakebook.model.policy.measures import MeasuresRule
from wakebook.model.recurring import Shuffled

_ENOUGH = 20
"""Shuffles that did as well after which the answer is clear."""
_FURTHER = 10
"""So many times the shuffles of the policy are made where few are met, for small groups."""
_SMALL = 20
_LARGE = 100
"""Members up to which a group is small, and from which it is large: fewer shuffles do for it."""
_DAY = 86_400


class Closeness:
    """Whether some of the instants lie closer together than as many drawn from all of them.

    Shuffling the times among all incidents leaves busy months busy: only what is closer than that
    is told apart. Closeness is the sum of the logarithms of the days between one and the next.
    """

    def __init__(self, instants: Sequence[int], rule: MeasuresRule) -> None:
        self._instants = sorted(instants)
        self._rule = rule
        self._drawn: dict[int, tuple[list[float], Iterator[float]]] = {}

    def of(self, chosen: Sequence[int]) -> Shuffled | None:
        """Of some of the instants; None for fewer than three."""
        size = len(chosen)
        if size < 3 or size >= len(self._instants):
            return None
        seen, met, made = _spread(sorted(chosen)), 0, 0
        most = self._most(size)
        for value in self._values(size, most):
            made += 1
            met += value <= seen * (1 + 1e-12)
            if met == _ENOUGH:
                return Shuffled(met, made, met / made)
        sure = (1 + met) / (1 + made)
        if size > _SMALL and met < _ENOUGH:
            sure = self._by_curve(size, seen)
        return Shuffled(met, made, sure)

    def _most(self, size: int) -> int:
        if size <= _SMALL:
            return self._rule.resamples * _FURTHER
        return self._rule.resamples if size <= _LARGE else min(self._rule.resamples, 200)

    def _values(self, size: int, most: int) -> Iterator[float]:
        """The same shuffles for every group of a size, made when they are asked for."""
        if size not in self._drawn:
            self._drawn[size] = ([], self._draws(size))
        made, more = self._drawn[size]
        for number in range(most):
            if number == len(made):
                made.append(next(more))
            yield made[number]

    def _draws(self, size: int) -> Iterator[float]:
        draw = random.Random(f"{self._rule.seed} closeness {size}")  # noqa: S311 - repeatable
        while True:
            yield _spread(sorted(draw.sample(self._instants, size)))

    def _by_curve(self, size: int, seen: float) -> float:
        values = [*self._values(size, self._most(size))]
        width = stdev(values)
        least = 1 / (1 + self._rule.resamples * _FURTHER)
        tail = NormalDist(fmean(values), width).cdf(seen) if width else 1.0
        return max(least, tail)


def _spread(ordered: Sequence[int]) -> float:
    return sum(log1p((after - before) / _DAY) for before, after in pairwise(ordered))


def overlap(one: int, other: int, both: int, total: int) -> float:
    """The chance that ``both`` or more of ``total`` have two facts that have nothing in common.

    ``one`` and ``other`` are how many have each: the tail of the hypergeometric distribution. It is
    1 where no more have both than are to be expected.
    """
    if both * total <= one * other:
        return 1.0
    start = _ways(one, both) + _ways(total - one, other - both) - _ways(total, other)
    term = whole = exp(start)
    for k in range(both, min(one, other)):
        term *= (one - k) * (other - k) / ((k + 1) * (total - one - other + k + 1))
        whole += term
        if term < whole * 1e-12:
            break
    return min(1.0, whole)


def _ways(n: int, k: int) -> float:
    """The logarithm of the ways to choose."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def adjusted(chances: Sequence[float]) -> list[float]:
    """Each chance as the share of false ones among all that are no less sure (q-values)."""
    order = sorted(range(len(chances)), key=lambda n: chances[n], reverse=True)
    found, least = [1.0] * len(chances), 1.0
    for place, number in enumerate(order):
        least = min(least, chances[number] * len(chances) / (len(chances) - place))
        found[number] = least
    return found


def trend(instants: Sequence[int], until: int) -> float | None:
    """The chance that failures at a steady rate would come as much more often towards the end.

    Laplace's test (Cox and Lewis 1966; NIST/SEMATECH e-Handbook 8.2.3.4) from the first of them;
    None for fewer than five, for which it is not good enough.
    """
    ordered = sorted(each for each in instants if each <= until)
    length = until - ordered[0] if ordered else 0
    later = [each - ordered[0] for each in ordered[1:]]
    if len(ordered) < 5 or length <= 0:
        return None
    mean = fmean(later) / length
    return 1 - NormalDist().cdf((mean - 0.5) * sqrt(12 * len(later)))
