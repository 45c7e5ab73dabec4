"""What figures want of incidents, as it is kept from run to run; see ``kept``."""

from datetime import date
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


def _demand_parts(rows: list[Any]) -> None:
    """Raise ValueError unless everything within the rows has its shape, too."""
    texts([word for row in rows for part in row[_LEVELS:_LINKS] for word in part])
    demand_all([link for row in rows for link in row[_LINKS]], (str, str))
    demand_all([point for row in rows for point in row[_POINTS].values()], _POINT)
    for place, kinds in enumerate((_GAP, _STEP, _CLAIM, _LOST), _GAPS):
        demand_all([part for row in rows for part in row[place]], kinds)
    demand({row[3] for row in rows} <= {*AUDIENCES})
    for day in {row[8] for row in rows}:
        date.fromisoformat(day)


def _row(row: list[Any]) -> Measured | Broken:
    return Broken(row[0], tuple(row[1])) if len(row) == len(_BROKEN) else thaw(row)


def thaw(row: list[Any]) -> Measured:
    """One row that JSON gave back as nested lists."""
    *plain, points, gaps, steps, claims, lost = row
    return Measured._make(
        (
            *plain[:_LEVELS],
            *map(tuple, plain[_LEVELS:_LINKS]),
            tuple((relation, target) for relation, target in plain[_LINKS]),
            {name: Point(first, last) for name, (first, last) in points.items()},
            tuple(map(Gap._make, gaps)),
            tuple(map(Step._make, steps)),
            tuple(map(Claim._make, claims)),
            tuple(map(Lost._make, lost)),
        )
    )
