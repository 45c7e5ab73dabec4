"""Colours of a terminal (ECMA-48 SGR), and cells of a given width."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from wakebook.render.safe import safe

_SHADES = {"strong": "1", "dim": "2", "red": "31", "yellow": "33", "green": "32", "blue": "36"}
_LOOKS = {
    "resolved": "green",
    "closed": "green",
    "completed": "green",
    "monitoring": "yellow",
    "verifying": "yellow",
    "canceled": "dim",
    "merged": "dim",
    "scheduled": "blue",
}


class Cell(NamedTuple):
    """A text, which may be hostile, and how it looks."""

    text: str
    look: str = ""


class Paint:
    """Makes text safe, and coloured if ``color``."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, look: str = "") -> str:
        """The text on one line, nothing in it that a terminal would obey."""
        shown = safe(text)
        return f"\x1b[{_SHADES[look]}m{shown}\x1b[0m" if self.color and look else shown

    def status(self, status: str) -> Cell:
        """A status in its colour; what is being worked on is red."""
        return Cell(status.replace("_", " "), _LOOKS.get(status, "red"))

    def table(self, rows: Sequence[Sequence[Cell]], gap: str = "  ") -> list[str]:
        """Rows with columns as wide as their widest cell; the last column runs free."""
        count = max((len(row) for row in rows), default=0)
        widths = [max(width(row[n].text) for row in rows if n < len(row)) for n in range(count)]
        return [self._row(row, widths, gap) for row in rows]

    def _row(self, row: Sequence[Cell], widths: Sequence[int], gap: str) -> str:
        cells = [
            self(cell.text, cell.look) + " " * (widths[n] - width(cell.text))
            for n, cell in enumerate(row[:-1])
        ]
        return gap.join([*cells, self(*row[-1])]).rstrip()


def width(text: str) -> int:
    """How many columns a text takes; wide East Asian characters take two (Unicode annex 11)."""
    shown = safe(text)
    wide = sum(1 for c in shown if unicodedata.east_asian_width(c) in "WF")
    return len(shown) + wide - sum(1 for c in shown if unicodedata.combining(c))
