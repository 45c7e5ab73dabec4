"""Rows for a terminal: what a record says cannot steer it."""

from collections.abc import Sequence
from typing import Any

from wakebook.render.safe import safe
from wakebook.render.words import counted

_WIDEST = 80
"""Characters of a cell that are shown."""


def render(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The rows below one another, numbers to the right; and how many there are."""
    cells = [[_cell(value) for value in row] for row in (columns, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(columns))]
    right = [_is_number(n, rows) for n in range(len(columns))]
    lines = [_line(row, widths, right) for row in cells]
    return "\n".join([*lines, counted(len(rows), "row")]) + "\n"


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = (
        cell.rjust(width) if to_the_right else cell.ljust(width)
        for cell, width, to_the_right in zip(row, widths, right, strict=True)
    )
    return "  ".join(cells).rstrip()


def _is_number(place: int, rows: Sequence[Sequence[Any]]) -> bool:
    kinds = {type(row[place]) for row in rows} - {type(None)}
    return bool(kinds) and kinds <= {int, float}


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    text = safe(str(value).lower() if isinstance(value, bool) else str(value))
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
