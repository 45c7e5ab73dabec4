"""The rows of the tables; what a cell lacks is NULL, and never an empty text."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from wakebook.measures import schema
from wakebook.measures.sample import VOID
from wakebook.measures.world import World
from wakebook.model.measured import Measured
from wakebook.model.tables import MOST, Cell, Filled, Table

Row = tuple[Cell, ...]
Rows = Callable[[Sequence[Measured], World], Iterable[Row]]


def filled(rows: Sequence[Measured], world: World, names: Iterable[str] = ()) -> Iterator[Filled]:
    """The tables that are named, all for none, of incidents in their order."""
    wanted = set(names)
    for table in schema.TABLES:
        if not wanted or table.name in wanted:
            yield Filled(table, _ROWS[table](rows, world))


def _incidents(rows: Sequence[Measured], world: World) -> Iterator[Row]:
    for row in rows:
        yield (
            *(row.id, row.title or None, row.kind, row.audience, row.status),
            *(VOID.get(row.status), row.origin or None, row.source or None, row.category or None),
            *(world.severity(row) or None, row.day, row.hour, row.weekday),
            *(row.reopened, row.people, row.worked),
        )


def _milestones(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    return ((row.id, kind, *point) for row in rows for kind, point in row.points.items())


def _incident_components(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    return ((row.id, name, n) for row in rows for n, name in enumerate(row.components))


def _incident_severities(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    return ((row.id, n, level or None) for row in rows for n, level in enumerate(row.levels))


def _components(rows: Sequence[Measured], world: World) -> Iterator[Row]:
    named = {name for row in rows for name in row.components}
    facts = (world.titles, world.teams, world.tiers, world.own)
    for name in sorted(named.union(*facts)):
        yield (name, *(fact.get(name) or None for fact in facts))


def _severities(_: Sequence[Measured], world: World) -> Iterator[Row]:
    for level in sorted({*world.ranks, *world.intervals}, key=lambda each: _place(each, world)):
        yield level, world.ranks.get(level), _held(world.intervals.get(level))


def _place(level: str, world: World) -> tuple[int, str]:
    return world.ranks.get(level, world.far), level


def _windows(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    for row in rows:
        for n, (component, region, state, first, last) in enumerate(row.lost):
            yield row.id, n, component, region or None, state, first, last


def _updates(rows: Sequence[Measured], world: World) -> Iterator[Row]:
    allowed = {level: _held(length) for level, length in world.intervals.items()}
    for row in rows:
        for n, (level, seconds) in enumerate(row.gaps):
            most = allowed.get(level)
            yield row.id, n, level or None, seconds, most, None if most is None else seconds <= most


def _actions(rows: Sequence[Measured], world: World) -> Iterator[Row]:
    for row in rows:
        for name, kind, priority, status, due, legacy in row.steps:
            overdue = due is not None and due <= world.now
            words = (kind or None, priority or None, status or None)
            yield name, row.id, *words, due, overdue, legacy


def _stated(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    for row in rows:
        for n, (measure, value, clock, seconds) in enumerate(row.claims):
            length = seconds if seconds is None or seconds <= MOST else None
            yield row.id, n, measure, value, clock, length


def _links(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    return ((row.id, n, *link) for row in rows for n, link in enumerate(row.links))


def _runbooks(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    return ((row.id, name) for row in rows for name in dict.fromkeys(row.runbooks))


def _tags(rows: Sequence[Measured], _: World) -> Iterator[Row]:
    return ((row.id, name) for row in rows for name in dict.fromkeys(row.tags))


def _held(length: int | None) -> int | None:
    """A length as a column holds it: what is longer than all time is as good as the most."""
    return length if length is None else min(length, MOST)


_ROWS: dict[Table, Rows] = {
    schema.INCIDENTS: _incidents,
    schema.MILESTONES: _milestones,
    schema.INCIDENT_COMPONENTS: _incident_components,
    schema.INCIDENT_SEVERITIES: _incident_severities,
    schema.COMPONENTS: _components,
    schema.SEVERITIES: _severities,
    schema.WINDOWS: _windows,
    schema.UPDATES: _updates,
    schema.ACTIONS: _actions,
    schema.STATED: _stated,
    schema.LINKS: _links,
    schema.RUNBOOKS: _runbooks,
    schema.TAGS: _tags,
}
