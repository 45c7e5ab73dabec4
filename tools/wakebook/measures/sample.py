"""What counts for a figure and what does not: the same words, whichever engine found it."""

from typing import NamedTuple

from wakebook.model.figure import Observed
from wakebook.model.measured import Measured

NOT_BEGUN = "its beginning is not recorded"
NOT_OVER = "its end is not recorded"
UNKNOWN_TIME = "one of its times is unknown"
REVERSED = "it ends before it begins"
IMPRECISE = "its times are not known well enough"
NO_LENGTH = "it has no length"
NO_COMPONENT = "it names no component"
OVERLAPS = "it began before the one before it ended"
BEFORE_UNKNOWN = "nobody knows when the one before it ended"
NO_TARGET = "no target fits it"
NOT_DUE = "it goes on, and its target has not passed"
VOID = {
    "candidate": "it is only a candidate",
    "canceled": "it was canceled: there was none",
    "merged": "it was merged into another one",
}
"""Why records of these statuses count for nothing."""

_UNKNOWN = {
    "detected_by": "nobody knows who noticed first",
    "severity": "it has no severity",
    "in_time": "its severity asks for no updates",
    "overdue": "nobody knows by when it is due",
    "status": "nobody knows how far it is",
    "reopened": "nobody knows whether it was reopened",
}

REASONS = {
    "NOT_BEGUN": NOT_BEGUN,
    "NOT_OVER": NOT_OVER,
    "UNKNOWN_TIME": UNKNOWN_TIME,
    "REVERSED": REVERSED,
    "IMPRECISE": IMPRECISE,
    "NO_LENGTH": NO_LENGTH,
    "NO_COMPONENT": NO_COMPONENT,
    "OVERLAPS": OVERLAPS,
    "BEFORE_UNKNOWN": BEFORE_UNKNOWN,
    "NO_TARGET": NO_TARGET,
    "NOT_DUE": NOT_DUE,
    **_UNKNOWN,
}
"""The reasons by what statements call them."""


class Sample(NamedTuple):
    """What counts, in order, and how many are left out for which reason."""

    counted: tuple[Observed, ...]
    left_out: dict[str, int]


NOTHING = Sample((), {})
"""What there is to count where there is nothing."""


Seen = tuple[Measured, Observed | str, str | None]
"""What came of one thing of an incident: something observed, or the reason for leaving it out.

Behind it stands the component that it is about, where it is about one alone. A plain tuple: of
twenty-five thousand incidents a report makes half a million.
"""


def not_known(word: str) -> str:
    """Why a thing is left out of a share of whose words one is not known."""
    return _UNKNOWN[word]


def rounded(length: int, grain: int) -> int:
    """A length of no less than nothing in whole grains, half of one upwards; 0 leaves it as is."""
    return (length + grain // 2) // grain * grain if grain else length
