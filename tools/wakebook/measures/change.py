"""Whether a figure has changed, or only varies: one exact or well-known test for each kind.

Lengths are compared by rank (Mann and Whitney 1947, normal with a correction for ties), shares by
Fisher's exact test (1935), counts by the exact test of two Poisson means (Przyborowski and Wilenski
1940). Where several figures are compared, each has to be the more unlikely (Holm 1979).
"""

from collections import Counter
from collections.abc import Sequence
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

from wakebook.model.dashboard import BETTER, CHANGED, FEW, NOISE, WORSE, Change
from wakebook.model.figure import Figure
from wakebook.model.policy.measures import AnyFigure

LEAST = 5
"""Values on either side below which nothing is compared."""


def chance(before: Figure, after: Figure) -> tuple[float | None, str]:
    """How likely a difference of that size is by chance, and by which test.

    Both figures are of equally long stretches of time.
    """
    if before.headline == "count":
        if before.n + after.n < LEAST:
            return None, ""
        return _counts(before.n, after.n), "exact test of two Poisson means"
    if min(before.n, after.n) < LEAST:
        return None, ""
    one, other = ([each.value for each in figure.observed] for figure in (before, after))
    if before.headline == "share":
        return _shares(sum(one), len(one), sum(other), len(other)), "Fisher's exact test"
    return _ranks(one, other), "Mann-Whitney rank test"


def changes(
    pairs: Sequence[tuple[AnyFigure, Figure, Figure]], confidence: float
) -> tuple[Change, ...]:
    """Each figure compared with itself, with the number of those that can be allowed for."""
    found = [chance(before, after) for _, before, after in pairs]
    adjusted = _holm([each for each, _ in found])
    return tuple(
        Change(before, after, p, _verdict(definition, before, after, p, 1 - confidence), test)
        for (definition, before, after), p, (_, test) in zip(pairs, adjusted, found, strict=True)
    )


def _verdict(
    definition: AnyFigure, before: Figure, after: Figure, p: float | None, least: float
) -> str:
    if p is None or before.value is None or after.value is None:
        return FEW
    if p >= least or before.value == after.value:
        return NOISE
    if definition.better is None:
        return CHANGED
    return BETTER if (after.value < before.value) == (definition.better == "lower") else WORSE


def _holm(chances: Sequence[float | None]) -> list[float | None]:
    """Chances with their number allowed for: the least one counts as often as there are any."""
    known = sorted((p, n) for n, p in enumerate(chances) if p is not None)
    found: list[float | None] = [None] * len(chances)
    highest = 0.0
    for place, (p, n) in enumerate(known):
        highest = max(highest, min(1.0, p * (len(known) - place)))
        found[n] = highest
    return found


def _ranks(one: Sequence[int], other: Sequence[int]) -> float:
    n, m = len(one), len(other)
    ranks: dict[int, float] = {}
    seen, ties = 0, 0.0
    for value, count in sorted(Counter([*one, *other]).items()):
        ranks[value] = seen + (count + 1) / 2
        seen += count
        ties += count**3 - count
    u = sum(ranks[value] for value in one) - n * (n + 1) / 2
    spread = n * m / 12 * (seen + 1 - ties / (seen * (seen - 1)))
    if spread <= 0:
        return 1.0
    z = max(0.0, abs(u - n * m / 2) - 0.5) / sqrt(spread)
    return min(1.0, 2 * NormalDist().cdf(-z))


def _shares(yes: int, n: int, also: int, m: int) -> float:
    """All tables with the same sums that are no more likely than this one."""
    whole = yes + also
    least, most = max(0, whole - m), min(n, whole)

    def likely(k: int) -> float:
        return _choose(n, k) + _choose(m, whole - k) - _choose(n + m, whole)

    return _no_more_likely([likely(k) for k in range(least, most + 1)], likely(yes))


def _counts(one: int, other: int) -> float:
    """Of all that happened, how many fell into the one stretch of two."""
    total = one + other

    def likely(k: int) -> float:
        return _choose(total, k) - total * log(2)

    return _no_more_likely([likely(k) for k in range(total + 1)], likely(one))


def _no_more_likely(logarithms: Sequence[float], seen: float) -> float:
    return min(1.0, sum(exp(each) for each in logarithms if each <= seen + 1e-9))


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
