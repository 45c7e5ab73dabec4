"""How often chance alone would do what was seen: in time, in number, and among many groups.

Three classics: a permutation test that stops when the answer is clear (Besag and Clifford 1991),
the hypergeometric tail (Fisher 1935) times the number of pairs that could have been looked at
(Bonferroni), and the false discovery rate of Benjamini and Hochberg (1995).

Records of several origins differ in their times and words because of their origins: a year of one
beside three days of another is no recurrence. So both tests are stratified: times are shuffled
within each origin (restricted permutation: Good 2005, Permutation, Parametric and Bootstrap Tests
of Hypotheses), and what comes together is counted as the sum of what does within each (the exact
conditional test of Birch 1964 for several two-by-two tables).
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp, lgamma, log1p, sqrt
from operator import mul
from statistics import NormalDist, fmean, stdev
from typing import NamedTuple

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
_LEAST = 1e-30
"""Chances below this are all the same: in a sum over origins nothing smaller is reckoned with."""

_Sizes = tuple[tuple[str, int], ...]
"""How many there are of each origin."""


class Closeness:
    """Whether some of the instants lie closer together than as many drawn from all of them.

    The instants are given by origin, and as many are drawn of each as are looked at. Shuffling the
    times among all incidents of an origin leaves busy months busy, and a source of three days its
    three days: only what is closer than that is told apart. Closeness is the sum of the logarithms
    of the days between one and the next.
    """

    def __init__(self, instants: Mapping[str, Sequence[int]], rule: MeasuresRule) -> None:
        self._instants = {origin: sorted(own) for origin, own in instants.items()}
        self._rule = rule
        self._drawn: dict[_Sizes, tuple[list[float], Iterator[float]]] = {}

    def of(self, chosen: Sequence[tuple[str, int]]) -> Shuffled | None:
        """Of some of the instants, each with its origin.

        None for fewer than three, and where nothing is left of their origins to shuffle them with.
        """
        sizes = (*sorted(Counter(origin for origin, _ in chosen).items()),)
        if len(chosen) < 3 or all(n >= len(self._instants[origin]) for origin, n in sizes):
            return None
        seen, met, made = _spread(sorted(at for _, at in chosen)), 0, 0
        for value in self._values(sizes):
            made += 1
            met += value <= seen * (1 + 1e-12)
            if met == _ENOUGH:
                return Shuffled(met, made, met / made)
        sure = (1 + met) / (1 + made)
        if len(chosen) > _SMALL and met < _ENOUGH:
            sure = self._by_curve(sizes, seen)
        return Shuffled(met, made, sure)

    def _most(self, size: int) -> int:
        if size <= _SMALL:
            return self._rule.resamples * _FURTHER
        return self._rule.resamples if size <= _LARGE else min(self._rule.resamples, 200)

    def _values(self, sizes: _Sizes) -> Iterator[float]:
        """The same shuffles for every group of these sizes, made when they are asked for."""
        if sizes not in self._drawn:
            self._drawn[sizes] = ([], self._draws(sizes))
        made, more = self._drawn[sizes]
        for number in range(self._most(sum(n for _, n in sizes))):
            if number == len(made):
                made.append(next(more))
            yield made[number]

    def _draws(self, sizes: _Sizes) -> Iterator[float]:
        told = " ".join(str(n) for _, n in sizes)
        draw = random.Random(f"{self._rule.seed} closeness {told}")  # noqa: S311 - repeatable
        while True:
            drawn = (draw.sample(self._instants[origin], n) for origin, n in sizes)
            yield _spread(sorted(at for some in drawn for at in some))

    def _by_curve(self, sizes: _Sizes, seen: float) -> float:
        values = [*self._values(sizes)]
        width = stdev(values)
        least = 1 / (1 + self._rule.resamples * _FURTHER)
        tail = NormalDist(fmean(values), width).cdf(seen) if width else 1.0
        return max(least, tail)


def _spread(ordered: Sequence[int]) -> float:
    return sum(log1p((after - before) / _DAY) for before, after in pairwise(ordered))


class Table(NamedTuple):
    """How many of the ``total`` of an origin have the one fact, and how many the other."""

    one: int
    other: int
    total: int

    @property
    def expected(self) -> float:
        """How many would have both if they had nothing to do with each other."""
        return self.one * self.other / self.total


@lru_cache(maxsize=10_000)
def overlap(tables: tuple[Table, ...], both: int) -> float:
    """The chance that ``both`` or more have two facts that have nothing in common in any origin.

    Of one origin it is the tail of the hypergeometric distribution, of several that of the sum of
    as many (Birch 1964), from the convolution of their distributions. It is 1 where no more have
    both than are to be expected.
    """
    if both <= sum(table.expected for table in tables) * (1 + 1e-12):
        return 1.0
    if len(tables) == 1:
        return _tail(tables[0], both)
    least, likely = 0, [1.0]
    for table in tables:
        first, own = _distribution(table)
        least, likely = least + first, _sums(likely, own)
    return min(1.0, max(_LEAST, sum(likely[max(0, both - least) :])))


def _tail(table: Table, both: int) -> float:
    one, other, total = table
    term = whole = _exactly(table, both)
    for k in range(both, min(one, other)):
        term *= (one - k) * (other - k) / ((k + 1) * (total - one - other + k + 1))
        whole += term
        if term < whole * 1e-12:
            break
    return min(1.0, whole)


def _distribution(table: Table) -> tuple[int, list[float]]:
    """The chances of each number that may have both, from the first one that is returned."""
    one, other, total = table
    every = range(max(0, one + other - total), min(one, other) + 1)
    likely = {k: chance for k in every if (chance := _exactly(table, k)) >= _LEAST}
    return min(likely), [*likely.values()]


def _sums(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The distribution of a sum: the convolution of those of its parts."""
    short, long = sorted((one, other), key=len)
    around = [0.0] * (len(short) - 1)
    wide, back = [*around, *long, *around], short[::-1]
    return [sum(map(mul, back, wide[n : n + len(back)])) for n in range(len(wide) - len(around))]


def _exactly(table: Table, both: int) -> float:
    one, other, total = table
    return exp(_ways(one, both) + _ways(total - one, other - both) - _ways(total, other))


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
