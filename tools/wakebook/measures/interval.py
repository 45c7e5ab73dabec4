"""How sure a figure is: exact intervals where there are some, a seeded bootstrap for a mean.

A median or a ninth decile lies between two of the values themselves, whatever their distribution
(order statistics; Conover, Practical Nonparametric Statistics). A share has the interval of Clopper
and Pearson (1934), a count that of Garwood (1936), a mean the percentile bootstrap of Efron (1979).
"""

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, count
from math import ceil, exp, floor, lgamma, log, log1p, sqrt
from operator import mul
from statistics import NormalDist

from wakebook.model.figure import Interval
from wakebook.model.policy.measures import MeasuresRule

_MOST_DRAWN = 500
"""Values above which a mean is as good as normal, and nothing is drawn any more."""
_FAR = 12
"""Standard deviations beyond which nothing lies that a float could tell from nothing."""
_ALIKE = 1 + 1e-9
"""Chances that differ by no more are the same: a chance that is the one allowed is allowed."""
_STEPS = 100
"""Steps towards a root at most; from a good guess five or six are enough."""
_CLOSE = 1e-12
"""Of a value: a step of Newton's that is smaller changes no digit that anybody reads."""

Chance = tuple[float, float]
"""The logarithm of a chance, and how it changes; so the smallest one keeps all of its digits."""


def of_quantile(ordered: Sequence[int], share: float, rule: MeasuresRule) -> Interval | None:
    """Of a quantile; None where there are too few values for one of that confidence."""
    low, high = _places(len(ordered), share, (1 - rule.confidence) / 2)
    if low < 1 or high > len(ordered):
        return None
    return Interval(ordered[low - 1], ordered[high - 1], "exact, from the order of the values")


def of_share(yes: int, n: int, rule: MeasuresRule) -> Interval | None:
    """Of a share of ``n`` things, ``yes`` of which are so."""
    if not n:
        return None
    return Interval(*_share(yes, n, (1 - rule.confidence) / 2), "exact (Clopper-Pearson)")


def of_count(n: int, rule: MeasuresRule) -> Interval:
    """Of what is to be expected where ``n`` happened independently of each other."""
    return Interval(*_count(n, (1 - rule.confidence) / 2), "exact (Garwood)")


@lru_cache(maxsize=10_000)
def _places(n: int, share: float, tail: float) -> tuple[int, int]:
    """The places, from 1, of the values between which a quantile lies; 0 or n + 1 for none."""
    reach = _FAR * sqrt(n * share * (1 - share))
    first, last = max(0, floor(n * share - reach)), min(n, ceil(n * share + reach))
    ratios = ((n - k) / (k + 1) * share / (1 - share) for k in range(first, last))
    likely = [*accumulate(ratios, mul, initial=exp(_exactly(first, n, share)))]
    at_most, at_least = [*accumulate(likely)], [*accumulate(reversed(likely))]
    most = tail * _ALIKE
    return first + bisect_right(at_most, most), last + 1 - bisect_right(at_least, most)


@lru_cache(maxsize=10_000)
def _share(yes: int, n: int, tail: float) -> tuple[float, float]:
    return _least(yes, n, tail), 1 - _least(n - yes, n, tail)


def _least(yes: int, n: int, tail: float) -> float:
    """The lower end for a share; the upper one is that of what is not so."""
    so = yes / n
    guess = so - _deviations(tail) * sqrt(so * (1 - so) / n)
    return _root(lambda p: _at_least(yes, n, p), tail, guess, (0.0, so)) if yes else 0.0


@lru_cache(maxsize=10_000)
def _count(n: int, tail: float) -> tuple[float, float]:
    half, most = _deviations(tail) * sqrt(n), n + 10 * sqrt(n + 1) + 40
    return (
        _root(lambda mean: _so_many(n, mean), tail, n - half, (0.0, n)) if n else 0.0,
        _root(lambda mean: _so_few(n, mean), tail, n + half, (most, n)),
    )


def of_mean(values: Sequence[int], rule: MeasuresRule, name: str) -> Interval | None:
    """Of a mean; what is drawn hangs on the seed and on the figure's ``name`` alone."""
    n = len(values)
    if n < 2:
        return None
    if n > _MOST_DRAWN:
        return _normal(values, rule)
    draw = random.Random(f"{rule.seed} {name}")  # noqa: S311 - repeatable, not secret
    means = sorted(sum(draw.choices(values, k=n)) / n for _ in range(rule.resamples))
    tail = (1 - rule.confidence) / 2
    cut = min(floor(tail * rule.resamples), rule.resamples - 1)
    return Interval(means[cut], means[-1 - cut], f"bootstrap of {rule.resamples} draws")


def _normal(values: Sequence[int], rule: MeasuresRule) -> Interval:
    n, total = len(values), sum(values)
    mean = total / n
    spread = (n * sum(v * v for v in values) - total * total) / (n * (n - 1))
    half = _deviations((1 - rule.confidence) / 2) * sqrt(spread / n)
    return Interval(mean - half, mean + half, "normal, for there are many values")


def _deviations(tail: float) -> float:
    """How many standard deviations above its mean a normal tail of that size begins."""
    return -NormalDist().inv_cdf(tail)


def _root(
    chance: Callable[[float], Chance], wanted: float, guess: float, ends: tuple[float, float]
) -> float:
    """Where a chance is as wanted: between an end where it is less, and one where it is more.

    Newton's steps lead there in a few from a good guess; where one leads out of what is left, that
    is halved.
    """
    (less, more), at = ends, guess
    for _ in range(_STEPS):
        if not min(less, more) < at < max(less, more):
            at = (less + more) / 2
        found, slope = chance(at)
        above = found - log(wanted)
        less, more = (less, at) if above > 0 else (at, more)
        at -= above / slope
        if abs(above / slope) <= _CLOSE * at:
            break
    return at


def _at_least(least: int, n: int, share: float) -> Chance:
    """The chance that so many of ``n`` or more are so, where no more are to be expected."""
    odds = share / (1 - share)
    more = _behind((n - k) / (k + 1) * odds for k in range(least, n))
    return _exactly(least, n, share) + log(more), least / share / more


def _exactly(k: int, n: int, share: float) -> float:
    """The logarithm of the chance that exactly so many of ``n`` are so."""
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return ways + k * log(share) + (n - k) * log1p(-share)


def _so_many(least: int, mean: float) -> Chance:
    """The chance that so many or more happen, where no more are to be expected."""
    more = _behind(mean / k for k in count(least + 1))
    return _exactly_so_many(least, mean) + log(more), least / mean / more


def _so_few(most: int, mean: float) -> Chance:
    """The chance that so many or fewer happen, where no fewer are to be expected."""
    more = _behind(k / mean for k in range(most, 0, -1))
    return _exactly_so_many(most, mean) + log(more), -1 / more


def _exactly_so_many(k: int, mean: float) -> float:
    """The logarithm of the chance of exactly so many where ``mean`` are expected."""
    return k * log(mean) - mean - lgamma(k + 1)


def _behind(ratios: Iterable[float]) -> float:
    """How many times a number's chance those from it on have together.

    ``ratios`` lead from each chance to the next one, which is smaller.
    """
    total = 1.0
    for term in accumulate(ratios, mul):
        total += term
        if term < total * 1e-17:
            break
    return total
