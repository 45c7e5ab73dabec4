"""Control charts of single values (XmR): what is common variation, and what stands out.

Limits lie 3.145 median moving ranges from the median (Shewhart 1931; Wheeler, Understanding
Variation), which a few extremes do not move. They are those of the logarithms, since lengths of
incidents lie on both sides of their median by factors rather than by minutes.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from statistics import median

from wakebook.model.dashboard import Control
from wakebook.model.figure import Figure
from wakebook.model.measured import Measured

_LIMIT = 3.145
_RUN = 8
"""Values in a row on one side of the median that are no chance (Nelson 1984)."""
_LEAST = 12
"""Values below which there are no limits to speak of."""
MOST = 120
"""The newest values that are shown."""
_SHORTEST = 30
"""Seconds that stand for what is shorter: nothing has no logarithm."""


def control(figure: Figure, rows: dict[str, Measured]) -> Control | None:
    """The chart of a figure of lengths, over its newest values.

    None for too few of them, or where half of them are as the one before: they vary too little.
    """
    ordered = sorted(
        (rows[each.incident].day, each.incident, max(_SHORTEST, each.value))
        for each in figure.observed
    )
    points = ordered[-MOST:]
    if len(points) < _LEAST:
        return None
    values = [log(value) for _, _, value in points]
    center = median(values)
    reach = _LIMIT * median(abs(b - a) for a, b in pairwise(values))
    if not reach:
        return None
    found = _signals(values, center, reach)
    signals = {points[n][1]: why for n, why in sorted(found.items())}
    low, high = exp(center - reach), exp(center + reach)
    return Control(tuple(points), exp(center), low, high, signals)


def _signals(values: Sequence[float], center: float, reach: float) -> dict[int, str]:
    found: dict[int, str] = {}
    run, side = 0, 0
    for number, value in enumerate(values):
        here = (value > center) - (value < center)
        run = run + 1 if here == side and here else 1
        side = here
        if run == _RUN:
            where = "above" if side > 0 else "below"
            found[number] = f"the {_RUN}th in a row {where} the median"
        if abs(value - center) > reach:
            found[number] = f"{'above' if value > center else 'below'} the limit"
    return found
