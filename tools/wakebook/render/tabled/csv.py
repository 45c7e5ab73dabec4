"""Rows for spreadsheets (RFC 4180): nothing in them is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from wakebook.render.measured.csv import harmless


def render(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows with a header line; NULL is an empty cell."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(map(harmless, columns))
    table.writerows(map(_cell, row) for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None or isinstance(value, int | float) else harmless(str(value))
