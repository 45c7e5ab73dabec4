"""What there is to tell of some figures, whatever the form."""

from collections.abc import Sequence
from typing import NamedTuple

from wakebook.model.figure import Comparison, Figure, Section
from wakebook.render.words import seconds


class Told(NamedTuple):
    """Figures of a commit (empty: of the folder as it lies), by ``by``, and stated ones."""

    commit: str
    at: str
    by: str
    incidents: int
    counting: int
    """How many of them are of the kind incident; the others count for nothing."""
    origins: int
    """How many sources they came from, ours included."""
    unread: int
    confidence: float
    sections: Sequence[Section]
    stated: Sequence[Comparison]


def number(figure: Figure, value: float | None) -> str:
    """A number of a figure as a reader takes it: a length, a share, a count; a dash for none."""
    if value is None:
        return "-"
    if figure.headline == "share":
        return f"{100 * value:.0f} %" if value in (0, 1) else f"{100 * value:.1f} %"
    if figure.headline == "count":
        return f"{value:.0f}"
    return seconds(value)


def between(figure: Figure) -> str:
    """The interval of a figure in words; empty where there is none."""
    if figure.interval is None:
        return ""
    return f"{number(figure, figure.interval.low)} to {number(figure, figure.interval.high)}"
