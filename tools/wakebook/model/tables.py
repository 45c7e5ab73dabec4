"""Tables of incidents: what a table and its columns mean, the same wherever they are kept.

The schema is stable: columns are added, none is renamed or removed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

Kind = Literal["text", "integer", "instant", "boolean"]
"""The type of a column; an ``instant`` is a second of UTC."""
Cell = str | int | bool | None
"""An instant is told in whole seconds since 1970-01-01T00:00Z; None is NULL."""

MOST = 2**63 - 1
"""The largest whole number that a column holds."""
_LAST = 253_402_300_799
"""The last second that has a name of four digits; what ends behind it ends then."""
_BEGIN = datetime(1970, 1, 1)  # noqa: DTZ001 - it is UTC, and is told so


class Column(NamedTuple):
    """A column: its name, its type and what it tells."""

    name: str
    kind: Kind
    meaning: str


class Table(NamedTuple):
    """A table without its rows; ``keys`` are the columns that tell a row from all others."""

    name: str
    meaning: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]


class Filled(NamedTuple):
    """A table with its rows, in an order that is always the same."""

    table: Table
    rows: Iterable[tuple[Cell, ...]]


def instant(seconds: int) -> str:
    """An instant as RFC 3339 writes it, such as ``2026-11-23T14:03:22Z``."""
    return f"{(_BEGIN + timedelta(seconds=min(seconds, _LAST))).isoformat()}Z"
