"""Figures by SQL over the tables: the same samples as in plain Python, quicker for very many.

A definition becomes a statement in which everything that the policy says is a bound parameter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from wakebook.measures.bound import Bound
from wakebook.measures.database import connected, load
from wakebook.measures.groups import BY
from wakebook.measures.sample import REASONS, Sample
from wakebook.measures.statements import seen
from wakebook.measures.tables import filled
from wakebook.measures.world import World
from wakebook.model.figure import WHOLE, Observed
from wakebook.model.measured import Measured
from wakebook.model.policy.measures import AnyFigure, MeasuresRule
from wakebook.model.tables import Column, Filled, Table

_ASKED = ("incidents", "milestones", "incident_components", "components", "updates", "actions")
_OPENINGS = Table(
    "openings",
    "Working time without a break, and how much lies before it",
    ("calendar", "opens"),
    (
        Column("calendar", "text", "Its name"),
        Column("opens", "integer", "Seconds since 1970"),
        Column("closes", "integer", "Seconds since 1970"),
        Column("so_far", "integer", "Working seconds before it"),
    ),
)
_NAMED = (Column("incident", "text", "Its id"), Column("name", "text", "A group of it"))
_POINTS = """
CREATE TABLE points AS
SELECT incident, kind, epoch_us(earliest) // 1000000 AS first, epoch_us(latest) // 1000000 AS last
FROM milestones
"""
_WHOLE = "SELECT '' AS name, * FROM seen"
_BY_COMPONENT = """
SELECT coalesce(seen.component, grouped.name) AS name, seen.*
FROM seen LEFT JOIN {grouped} AS grouped
    ON seen.component IS NULL AND grouped.incident = seen.incident
"""
_BY_GROUP = "SELECT grouped.name, seen.* FROM seen JOIN {grouped} AS grouped USING (incident)"

_COUNTED = "SELECT value, incident, part, least, most FROM seen WHERE why IS NULL"
_COUNTED_BY = """
SELECT name, value, incident, part, least, most FROM ({named}) WHERE why IS NULL ORDER BY ALL
"""


class Columnar:
    """The engine for incidents that are loaded once, and asked for by any definition and way."""

    def __init__(self, rows: Sequence[Measured], world: World) -> None:
        self._rows, self._world = rows, world
        self._ways: dict[str, str] = {}
        self._connection = connected()
        load(self._connection, [*filled(rows, world, _ASKED), Filled(_OPENINGS, _openings(world))])
        self._connection.execute(_POINTS)

    def samples(self, figure: AnyFigure, rule: MeasuresRule, by: str) -> dict[str, Sample]:
        """What counts for a figure and what does not, by group."""
        bound = Bound()
        statement = seen(figure, rule, self._world, bound)
        made = f"CREATE OR REPLACE TEMP TABLE seen AS {statement}"
        self._connection.execute(made, bound.values)
        named = self._named(by)
        counted = self._counted(named)
        left = self._left_out(named)
        return {g: Sample(counted.get(g, ()), left.get(g, {})) for g in sorted({*counted, *left})}

    def _named(self, by: str) -> str:
        """What was seen, once for each of its groups."""
        if by == "all":
            return _WHOLE
        if by not in self._ways:
            self._ways[by] = f"by_{len(self._ways)}"
            load(self._connection, [_grouped(self._rows, self._world, by, self._ways[by])])
        form = _BY_COMPONENT if by == "service" else _BY_GROUP
        return form.format(grouped=self._ways[by])

    def _counted(self, named: str) -> Mapping[str, tuple[Observed, ...]]:
        if named == _WHOLE:
            rows = self._connection.execute(f"{_COUNTED} ORDER BY ALL").fetchall()
            return {WHOLE: tuple(map(Observed._make, rows))} if rows else {}
        grouped = _COUNTED_BY.format(named=named)
        groups = groupby(self._connection.execute(grouped).fetchall(), key=itemgetter(0))
        return {name: tuple(Observed._make(row[1:]) for row in of) for name, of in groups}

    def _left_out(self, named: str) -> Mapping[str, dict[str, int]]:
        query = f"SELECT name, why, count(*) FROM ({named}) WHERE why IS NOT NULL GROUP BY ALL"  # noqa: S608
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for name, why, count in self._connection.execute(query).fetchall():
            found[name][REASONS.get(why, why)] = count
        return found


def _grouped(rows: Sequence[Measured], world: World, way: str, name: str) -> Filled:
    """The groups of each incident: what a way means stands in one place, for both engines."""
    groups, table = BY[way], Table(name, way, ("incident", "name"), _NAMED)
    return Filled(table, ((row.id, group) for row in rows for group in groups(row, world)))


def _openings(world: World) -> Iterable[tuple[Any, ...]]:
    return ((name, *each) for name in sorted(world.hours) for each in world.hours[name].openings)
