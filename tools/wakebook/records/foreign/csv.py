"""Comma-separated values with the line of each row (RFC 4180; semicolons and tabs are known, too).

The first line says which of them parts the columns. Rows come one after the other, so that a
table of many rows never stands in memory as values of its own.
"""

import csv
import io
from collections.abc import Iterator, Set
from typing import NamedTuple

from wakebook.records.foreign.node import UnreadableError

MOST_COLUMNS = 500
MOST_ROWS = 2_000_000
"""So many rows are read from one file; larger tables are split by whoever exports them."""
_SEPARATORS = (",", ";", "\t")


class Row(NamedTuple):
    """A row's cells; ``line`` is its first one, 1-based."""

    line: int
    cells: tuple[str, ...]


def read_csv(text: str, nothing: Set[str] = frozenset()) -> Iterator[Row]:
    """Every row that is not blank, the heading first; cells without the blanks around them.

    Words such as ``?`` that stand where ``nothing`` is known become empty.

    Raises UnreadableError with the line of what is no table.
    """
    head = text[: text.find("\n")] if "\n" in text else text
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line, count = 1, 0
    shared = dict.fromkeys(nothing, "")
    try:
        for cells in reader:
            if any(cells):
                count += 1
                _demand_few(line, count, len(cells))
                yield Row(line, tuple([_shared(cell, shared) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(line, f"is no row of a table: {error}; put it right") from None


def _shared(cell: str, shared: dict[str, str]) -> str:
    """The same words stand in many rows; each is kept once."""
    known = shared.get(cell)
    if known is None:
        words = cell.strip()
        known = shared[cell] = shared.setdefault(words, words)
    return known


def _demand_few(line: int, rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise UnreadableError(line, f"is row {rows:,}; at most {MOST_ROWS:,} are read, split it")
    if columns > MOST_COLUMNS:
        sentence = f"has {columns:,} columns; at most {MOST_COLUMNS} are read, export fewer"
        raise UnreadableError(line, sentence)
