"""Rows of incidents as they are kept from run to run, such as in JSON.

What is kept may have been altered or cut: whatever takes it again raises ValueError where a value
does not have the shape of one, and then it is made anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

Kinds = tuple[Any, ...]
"""The type of each value of a row, or several of them."""
Between = Mapping[int, tuple[int, int]]
"""The least and the most of numbers that have closer bounds than all, by their place."""
NOWHERE: Between = MappingProxyType({})
R = TypeVar("R")
_MOST = 10**30
"""Whatever is counted is less, even the longest lengths that records can state."""


class Kept(NamedTuple, Generic[R]):
    """Every incident's row, each with the digest of all that it is made of."""

    keys: tuple[str, ...] = ()
    rows: tuple[R, ...] = ()


def texts(row: Iterable[Any]) -> tuple[str, ...]:
    """Texts as a tuple."""
    found = tuple(row)
    demand({*map(type, found)} <= {str})
    return found


def demand_all(rows: Sequence[Any], kinds: Kinds, least: int | None = None) -> None:
    """Raise ValueError unless each row is a list of these types, or of the first ones of them.

    Values are looked at column by column: of hundreds of thousands of rows that is the quickest.
    """
    demand({*map(type, rows)} <= {list})
    for length in {*map(len, rows)}:
        demand((len(kinds) if least is None else least) <= length <= len(kinds))
        found = [row for row in rows if len(row) == length]
        demand_columns([*zip(*found, strict=True)], kinds[:length], len(found))


def demand_columns(
    columns: Sequence[Sequence[Any]], kinds: Kinds, many: int, between: Between = NOWHERE
) -> None:
    """Raise ValueError unless there is a column of each type, with so many values of it."""
    demand(len(columns) == len(kinds) and {*map(type, columns)} <= {list, tuple})
    demand({*map(len, columns)} <= {many})
    for place, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
        found = {*map(type, column)}
        demand(found <= {*_any(kind)})
        if found & {int, float}:
            _demand_between(column, *between.get(place, (-_MOST, _MOST)))


def _demand_between(column: Sequence[float | None], least: int, most: int) -> None:
    """Raise ValueError for numbers that no record can lead to."""
    known = [number for number in column if number is not None]
    demand(not known or (min(known) >= least and max(known) <= most))


def demand(fits: bool) -> None:
    """Raise ValueError unless it is so."""
    if not fits:
        raise ValueError("what was kept has another shape")


def _any(kind: Any) -> tuple[type, ...]:
    return kind if isinstance(kind, tuple) else (kind,)
