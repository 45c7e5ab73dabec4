"""How sure a figure is: exact intervals where there are some, a seeded bootstrap for a mean.

A median or a ninth decile lies between two of the values themselves, whatever their distribution
(order statistics; Conover, Practical Nonparametric Statistics). A share has the interval of Clopper
and Pearson (1934), a count that of Garwood (1936), a mean the percentile bootstrap of Efron (1979).
"""

import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import exp, floor, lgamma, log, log1p, sqrt
from statistics import NormalDist

from wakebook.model.figure import Interval
from wakebook.model.policy.measures import MeasuresRule

_MOST_DRAWN = 500
"""Values above which a mean is as good as normal, and nothing is drawn any more."""
_STEPS = 44
"""Halvings of an interval: what is left is less than a millionth of a millionth of it."""


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
    low = _last(lambda k: _binomial(k - 1, n, share) <= tail, 0, n)
    return low, _last(lambda k: _binomial(k - 1, n, share) < 1 - tail, 0, n) + 1


@lru_cache(maxsize=10_000)
def _share(yes: int, n: int, tail: float) -> tuple[float, float]:
    low = _root(lambda p: _binomial(yes - 1, n, p) - (1 - tail), 0, 1) if yes else 0.0
    return low, _root(lambda p: _binomial(yes, n, p) - tail, 0, 1) if yes < n else 1.0


@lru_cache(maxsize=10_000)
def _count(n: int, tail: float) -> tuple[float, float]:
    most = n + 10 * sqrt(n + 1) + 20
    low = _root(lambda mean: _poisson(n - 1, mean) - (1 - tail), 0, most) if n else 0.0
    return low, _root(lambda mean: _poisson(n, mean) - tail, 0, most)


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
    half = NormalDist().inv_cdf((1 + rule.confidence) / 2) * sqrt(spread / n)
    return Interval(mean - half, mean + half, "normal, for there are many values")


def _last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The last number for which it holds, if it holds for all before it and for ``low``."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _root(falls: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if falls(middle) > 0 else (low, middle)
    return (low + high) / 2


def _binomial(most: int, n: int, share: float) -> float:
    """The chance that at most so many of ``n`` are so, each with the same chance."""
    if most < 0 or share >= 1:
        return 0.0 if most < n else 1.0
    if most >= n or share <= 0:
        return 1.0
    at = lgamma(n + 1) - lgamma(most + 1) - lgamma(n - most + 1)
    at += most * log(share) + (n - most) * log1p(-share)
    return _up_to(at, most, n * share, lambda k: k * (1 - share) / ((n - k + 1) * share))


def _poisson(most: int, mean: float) -> float:
    """The chance of at most so many where ``mean`` are expected."""
    if most < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    return _up_to(most * log(mean) - mean - lgamma(most + 1), most, mean, lambda k: k / mean)


def _up_to(last: float, most: int, mean: float, step: Callable[[int], float]) -> float:
    """The sum of chances from 0 to ``most``, from the logarithm of the last one.

    ``step`` leads from the chance of a number to that of the one before it. Where the last one is
    too small for a float, all that can be lies on one side of it.
    """
    term = total = exp(last)
    if not total:
        return 1.0 if most > mean else 0.0
    for k in range(most, 0, -1):
        term *= step(k)
        total += term
        if term < total * 1e-17:
            break
    return min(total, 1.0)
