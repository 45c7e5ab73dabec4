"""What the dashboards show: each figure over time, whether it changed, and what stands out."""

from typing import NamedTuple

from wakebook.model.figure import Comparison, Figure
from wakebook.model.policy.measures import AnyFigure

BETTER, WORSE, NOISE, CHANGED, FEW = "better", "worse", "noise", "changed", "few"
"""What a comparison of two stretches of time can come to."""


class Stretch(NamedTuple):
    """Days from ``first`` to the one before ``behind``, such as ``2026-01-01``."""

    first: str
    behind: str


class Change(NamedTuple):
    """A figure of the last stretch of time against the one of the same length before it.

    ``chance`` is how likely a difference of that size is where nothing has changed, with the number
    of figures that could be compared allowed for; None where there is too little to compare.
    """

    before: Figure
    after: Figure
    chance: float | None
    verdict: str
    test: str


class Control(NamedTuple):
    """A control chart of single incidents: lengths in the order in which they began.

    ``points`` are (day, incident, seconds), ``signals`` tells of those that are no common
    variation why. ``center``, ``low`` and ``high`` are seconds.
    """

    points: tuple[tuple[str, str, int], ...]
    center: float
    low: float
    high: float
    signals: dict[str, str]


class Panel(NamedTuple):
    """Everything about one definition."""

    definition: AnyFigure
    whole: Figure
    change: Change
    trend: tuple[Figure, ...]
    """By period: those of ``Older``, then all of the axis, without any incident too."""
    splits: tuple[tuple[str, tuple[Figure, ...]], ...]
    """By other ways, with the way's name."""
    control: Control | None
    stated: tuple[Comparison, ...]
    """What records state of it themselves, beside what is computed."""
    like: str
    """The figure whose lengths lately are the same, for nothing recorded tells the two apart."""


class Debt(NamedTuple):
    """Action items of the incidents of one period, by how far they are."""

    period: str
    done: int
    open: int
    overdue: int
    dropped: int


class Older(NamedTuple):
    """What is so old that no axis reaches back to it: tables have it, and drawings leave it out.

    ``periods`` are those in which there is any, in order, ``incidents`` how many there are, and
    ``newest`` is the day of the newest of them, empty where there is none.
    """

    periods: tuple[str, ...]
    incidents: int
    newest: str


class Dashboard(NamedTuple):
    """All that is counted over the incidents that an audience may see.

    ``newest`` is the day of the newest one, ``period`` the way in which time is told apart (month,
    quarter or year); what is told by period begins with the periods of ``older``. ``heat`` holds
    the incidents by weekday (from Monday) and hour, as their ids, ``unclocked`` how many have no
    known time of day. ``mix`` are those of each period by severity. ``origins`` counts by the
    system that records came from (empty: ours) those of ``before`` and of ``last``.
    """

    newest: str
    last: Stretch
    before: Stretch
    confidence: float
    period: str
    older: Older
    panels: tuple[Panel, ...]
    heat: tuple[tuple[tuple[str, ...], ...], ...]
    unclocked: int
    mix: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    debt: tuple[Debt, ...]
    origins: tuple[tuple[str, int, int], ...]
