"""How sure a figure is: exact intervals where there are some, a seeded bootstrap for a mean.

A median or a ninth decile lies between two of the values themselves, whatever their distribution
(order statistics; Conover, Practical Nonparametric Statistics). A share has the interval of Clopper
and Pearson (1934), a count that of Garwood (1936), a mean the percentile bootstrap of Efron (1979).
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from math import ceil, exp, floor, inf, lgamma, log, log1p, sqrt
from operator import mul
from statistics import NormalDist
from sys import float_info

from wakebook.model.figure import Interval
from wakebook.model.policy.measures import MeasuresRule

_MOST_DRAWN = 500
"""Values above which a mean is as good as normal, and nothing is drawn any more."""
_FAR = 12
"""Standard deviations beyond which nothing lies that a float could tell from nothing."""
_STEPS = 60
"""Steps towards a root at most; from a good guess five or six are enough."""
_CLOSE = 1e-9
"""Of a value: behind a step of Newton's that is smaller, the next one changes no digit."""


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
    likely = accumulate(ratios, mul, initial=_exactly(first, n, share))
    at_most = [*accumulate(likely)]
    return first + bisect_right(at_most, tail), first + bisect_left(at_most, 1 - tail) + 1


@lru_cache(maxsize=10_000)
def _share(yes: int, n: int, tail: float) -> tuple[float, float]:
    half = _deviations(tail) * sqrt(yes * (n - yes) / n) / n
    return (
        _root(lambda p: _binomial(yes - 1, n, p), 1 - tail, yes / n - half, 1) if yes else 0.0,
        _root(lambda p: _binomial(yes, n, p), tail, yes / n + half, 1) if yes < n else 1.0,
    )


@lru_cache(maxsize=10_000)
def _count(n: int, tail: float) -> tuple[float, float]:
    half, most = _deviations(tail) * sqrt(n), n + 10 * sqrt(n + 1) + 20
    return (
        _root(lambda mean: _poisson(n - 1, mean), 1 - tail, n - half, most) if n else 0.0,
        _root(lambda mean: _poisson(n, mean), tail, n + half, most),
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
    chance: Callable[[float], tuple[float, float]], wanted: float, guess: float, most: float
) -> float:
    """Where a chance that falls from 1, and by how much, is as wanted: between 0 and ``most``.

    Newton's steps lead there in a few from a good guess; where one leads out of what is left, that
    is halved.
    """
    low, high, at = 0.0, most, guess
    for _ in range(_STEPS):
        if not low < at < high:
            at = (low + high) / 2
        found, slope = chance(at)
        low, high = (at, high) if found > wanted else (low, at)
        step = (found - wanted) / slope if slope else inf
        at -= step
        if abs(step) <= _CLOSE * at:
            break
    return min(max(at, low), high)


def _binomial(most: int, n: int, share: float) -> tuple[float, float]:
    """The chance that at most so many of ``n`` are so, and how it changes with that of each."""
    last = _exactly(most, n, share)
    odds = (1 - share) / share
    chance = _up_to(last, most, n * share, lambda k: k * odds / (n - k + 1))
    return chance, -last * (n - most) / (1 - share)


def _exactly(k: int, n: int, share: float) -> float:
    """The chance that exactly so many of ``n`` are so."""
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(share) + (n - k) * log1p(-share))


def _poisson(most: int, mean: float) -> tuple[float, float]:
    """The chance of at most so many where ``mean`` are expected, and how it changes with that."""
    last = exp(most * log(mean) - mean - lgamma(most + 1))
    return _up_to(last, most, mean, lambda k: k / mean), -last


def _up_to(last: float, most: int, mean: float, step: Callable[[int], float]) -> float:
    """The sum of chances from 0 to ``most``, from the last one.

    ``step`` leads from the chance of a number to that of the one before it. Where the last one is
    too small for a float to hold all of its digits, all that can be lies on one side of it.
    """
    term = total = last
    if total < float_info.min:
        return 1.0 if most > mean else 0.0
    for k in range(most, 0, -1):
        term *= step(k)
        total += term
        if term < total * 1e-17:
            break
    return min(total, 1.0)
