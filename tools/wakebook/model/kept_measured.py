"""What figures want of incidents, as it is kept from run to run; see ``kept``."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from wakebook.model.base import AUDIENCES
from wakebook.model.kept import Kept, Kinds, demand, demand_all, texts
from wakebook.model.measured import Broken, Claim, Gap, Lost, Measured, Point, Step

_MAYBE = (int, type(None))
_ROW: Kinds = (
    *(str, str, str, str, str, str, str, str, str),
    *(_MAYBE, _MAYBE, int, int, int),
    *(list, list, list, list, list, list, dict, list, list, list, list),
)
_POINT: Kinds = (_MAYBE, _MAYBE)
_GAP: Kinds = (str, int)
_STEP: Kinds = (str, str, str, str, _MAYBE, bool)
_CLAIM: Kinds = (str, str, str, _MAYBE)
_LOST: Kinds = (str, str, str, _MAYBE, _MAYBE)
_LEVELS, _LINKS, _POINTS, _GAPS = 14, 19, 20, 21


_BROKEN: Kinds = (str, list)


def rows_of(kept: Any) -> Kept[Measured | Broken]:
    """The rows that were kept as a list of keys and one of rows."""
    demand_all([kept], (list, list))
    keys, rows = kept
    demand(len(keys) == len(rows))
    demand({*map(type, rows)} <= {list})
    short = [row for row in rows if len(row) == len(_BROKEN)]
    whole = [row for row in rows if len(row) != len(_BROKEN)]
    demand_all(short, _BROKEN)
    texts([path for row in short for path in row[1]])
    demand_all(whole, _ROW)
    _demand_parts(whole)
    return Kept(texts(keys), tuple(map(_row, rows)))


def _demand_parts(rows: Sequence[Any]) -> None:
    """Raise ValueError unless everything within the rows has its shape, too."""
    columns = [*zip(*rows, strict=True)] or [()] * len(_ROW)
    for lists in columns[_LEVELS:_LINKS]:
        texts(_within(lists))
    demand_all(_within(columns[_LINKS]), (str, str))
    demand_all(_within(points.values() for points in columns[_POINTS]), _POINT)
    for place, kinds in enumerate((_GAP, _STEP, _CLAIM, _LOST), _GAPS):
        demand_all(_within(columns[place]), kinds)
    demand({*columns[3]} <= {*AUDIENCES})
    for day in {*columns[8]}:
        date.fromisoformat(day)


def _within(lists: Iterable[Iterable[Any]]) -> list[Any]:
    return [*chain.from_iterable(lists)]


def _row(row: list[Any]) -> Measured | Broken:
    return Broken(row[0], tuple(row[1])) if len(row) == len(_BROKEN) else thaw(row)


def thaw(row: list[Any]) -> Measured:
    """One row that JSON gave back as nested lists."""
    *plain, points, gaps, steps, claims, lost = row
    return Measured._make(
        (
            *plain[:_LEVELS],
            *map(tuple, plain[_LEVELS:_LINKS]),
            tuple(map(tuple, plain[_LINKS])),
            dict(zip(points, map(Point._make, points.values()), strict=True)),
            tuple(map(Gap._make, gaps)),
            tuple(map(Step._make, steps)),
            tuple(map(Claim._make, claims)),
            tuple(map(Lost._make, lost)),
        )
    )
