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
LONGEST_LINE = 1_000_000
"""So many characters stand in one line at most."""
_CLOSE = 'close the quote where the cell ends, and write "" for a quote inside of one'
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
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    line, count = 1, 0
    shared = _Shared(dict.fromkeys(nothing, ""))
    try:
        for cells in reader:
            if any(cells):
                count += 1
                _demand_few(line, count, len(cells))
                yield Row(line, tuple([shared[cell] for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(line, _trouble(str(error))) from None


class _Shared(dict[str, str]):
    """Cells without blanks around them; the same words stand in many rows and are kept once."""

    def __missing__(self, cell: str) -> str:
        words = cell.strip()
        known = self[cell] = self.setdefault(words, words)
        return known


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline="\n"), 1):
        if len(line) > LONGEST_LINE:
            sentence = f"has {len(line):,} characters; at most {LONGEST_LINE:,} are read"
            raise UnreadableError(number, sentence)
        yield line


def _trouble(said: str) -> str:
    """What is wrong with the row that begins here, by what Python's reader says of it."""
    if said == "unexpected end of data":
        why, step = "a quote that is opened in it is never closed", _CLOSE
    elif said.startswith("field larger"):
        most = f"{csv.field_size_limit():,} characters"
        why, step = f"a cell in it has more than {most}", f"shorten it, or {_CLOSE}"
    else:
        why, step = f"a quote in it ends before its cell does ({said})", _CLOSE
    return f"is no row of a table: {why}; {step}"


def _demand_few(line: int, rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise UnreadableError(line, f"is row {rows:,}; at most {MOST_ROWS:,} are read, split it")
    if columns > MOST_COLUMNS:
        sentence = f"has {columns:,} columns; at most {MOST_COLUMNS} are read, export fewer"
        raise UnreadableError(line, sentence)
