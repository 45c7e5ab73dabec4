"""What figures want of incidents, as it is kept from run to run; see ``kept``.

Of twenty-five thousand incidents columns are read quickest: of each field a list of its values. A
field that lists things itself has how many each incident has, and a list for each of their values.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice, repeat
from typing import Any, NamedTuple

from wakebook.model.base import AUDIENCES
from wakebook.model.kept import (
    NOWHERE,
    Between,
    Kept,
    Kinds,
    demand,
    demand_all,
    demand_columns,
    texts,
)
from wakebook.model.measured import Broken, Claim, Gap, Lost, Measured, Point, Step

Row = Measured | Broken
_MAYBE = (int, type(None))
_PLAIN: Kinds = (*(str, str, str, str, str, str, str, str, str, str), _MAYBE, _MAYBE, int, int, int)
"""The fields that are one value, up to ``worked``."""
_INSTANT = (-62_135_596_800, 253_402_300_800)
"""The first second that has a date, and the one behind the last."""
_COUNT = (0, 2**63 - 1)
_COUNTS = range(12, 15)
"""The places of ``reopened``, ``people`` and ``worked``."""


class _Listed(NamedTuple):
    """A field that lists things: their values, how columns make them, and what holds them."""

    kinds: Kinds
    made: Callable[..., Iterator[Any]]
    held: Callable[[Iterable[Any]], Any] = tuple
    between: Between = NOWHERE


def _each(kind: type[tuple[Any, ...]], *columns: Iterable[Any]) -> Iterator[Any]:
    """Columns as tuples of a kind, in a third of the time that the kind itself takes."""
    return map(tuple.__new__, repeat(kind), zip(*columns, strict=True))


def _points(
    names: Iterable[str], first: Iterable[int | None], last: Iterable[int | None]
) -> Iterator[tuple[str, Point]]:
    demand([*map(type, first)] == [*map(type, last)])
    return zip(map(sys.intern, names), _each(Point, first, last), strict=True)


_TEXTS = _Listed((str,), iter)
_LISTED = (
    *(_TEXTS, _TEXTS, _TEXTS, _TEXTS),
    _Listed((str, str), zip),
    _Listed((str, _MAYBE, _MAYBE), _points, dict, {1: _INSTANT, 2: _INSTANT}),
    _Listed((str, int), partial(_each, Gap), between={1: _COUNT}),
    _Listed((str, str, str, str, _MAYBE, bool), partial(_each, Step), between={4: _INSTANT}),
    _Listed((str, str, str, _MAYBE), partial(_each, Claim)),
    _Listed(
        (str, str, str, _MAYBE, _MAYBE),
        partial(_each, Lost),
        between={3: _INSTANT, 4: _INSTANT},
    ),
)
"""The fields from ``levels`` on."""


def columns_of(kept: Kept[Row]) -> list[Any]:
    """What is kept: digests, what is broken and its place among all, and columns of the rest."""
    broken = [(place, *row) for place, row in enumerate(kept.rows) if isinstance(row, Broken)]
    whole = [row for row in kept.rows if isinstance(row, Measured)]
    fields = [*zip(*map(_in_lists, whole), strict=True)] or [()] * len(Measured._fields)
    plain, listed = fields[: len(_PLAIN)], fields[len(_PLAIN) :]
    counts = [[*map(len, lists)] for lists in listed]
    parts = [[*zip(*chain.from_iterable(lists), strict=True)] for lists in listed]
    return [kept.keys, broken, plain, [*zip(counts, parts, strict=True)]]


def _in_lists(row: Measured) -> tuple[Any, ...]:
    """The fields of a row, each text and each point of time in a list of its own."""
    told = (row.levels, row.components, row.tags, row.runbooks)
    points = [(name, *point) for name, point in row.points.items()]
    listed = (row.links, points, row.gaps, row.steps, row.claims, row.lost)
    return (*row[: len(_PLAIN)], *([(text,) for text in words] for words in told), *listed)


def rows_of(kept: Any) -> Kept[Row]:
    """The rows again of what ``columns_of`` gave."""
    demand_all([kept], (list, list, list, list))
    keys, broken, plain, listed = kept
    demand(len(plain) == len(_PLAIN) and len(listed) == len(_LISTED))
    many = len(keys) - len(broken)
    demand_columns(plain, _PLAIN, many, dict.fromkeys(_COUNTS, _COUNT))
    held = (_held(*pair, many) for pair in zip(_LISTED, listed, strict=True))
    rows = [*_each(Measured, *plain, *held)]
    demand({row.audience for row in rows} <= {*AUDIENCES})
    demand_days(rows)
    return Kept(texts(keys), tuple(_with_broken(rows, broken)))


def demand_days(rows: Sequence[Measured]) -> None:
    """Raise ValueError for a day, an hour or a day of the week that there is not."""
    demand({row.hour for row in rows} <= {None, *range(24)})
    demand({row.weekday for row in rows} <= {None, *range(7)})
    for day in {row.day for row in rows}:
        demand(date.fromisoformat(day).isoformat() == day)


def _held(listed: _Listed, kept: Any, many: int) -> Iterator[Any]:
    """One field of all rows, each with as many things as it has."""
    demand_all([kept], (list, list))
    counts, parts = kept
    demand_columns([counts], (int,), many)
    demand(all(count >= 0 for count in counts))
    total = sum(counts)
    demand_columns(parts or [()] * len(listed.kinds), listed.kinds, total, listed.between)
    if not total:
        return repeat(listed.held(()), many)
    things = listed.made(*parts)
    return (listed.held(islice(things, count)) for count in counts)


def _with_broken(rows: Sequence[Row], broken: Sequence[Any]) -> list[Row]:
    demand_all(broken, (int, str, list))
    found = [*rows]
    for place, name, paths in broken:
        demand(0 <= place <= len(found))
        found.insert(place, Broken(name, texts(paths)))
    return found
