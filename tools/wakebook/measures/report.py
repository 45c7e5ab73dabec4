"""A report: every definition over the same incidents, by the engine that suits their number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec

from wakebook.measures import plain
from wakebook.measures.figures import figures
from wakebook.measures.sample import NOTHING, Sample
from wakebook.measures.world import World
from wakebook.model.figure import WHOLE, Section
from wakebook.model.measured import Measured
from wakebook.model.policy.measures import AnyFigure, MeasuresRule

Engine = Callable[[AnyFigure, MeasuresRule, str], Mapping[str, Sample]]
"""Finds what counts for a figure, by the groups of a way."""
MANY = 250_000
"""Incidents from which on tables are asked. Up to 200,000 ``benchmarks/measure.py`` compares, and
Python is the quicker one: tables answer as quickly, and have to be filled before they do.
"""


def report(
    rule: MeasuresRule, engine: Engine, by: str, wanted: Iterable[str] = ()
) -> tuple[Section, ...]:
    """The figures that are wanted, all if none is named, by the groups of one way."""
    names = set(wanted) or rule.by_name.keys()
    return tuple(
        Section(each, figures(each, rule, _found(engine(each, rule, by), by)))
        for each in rule.measures
        if each.name in names
    )


def engine_for(rows: Sequence[Measured], world: World) -> Engine:
    """The engine for so many incidents; both find the same."""
    if len(rows) >= MANY and find_spec("duckdb"):
        from wakebook.measures.columnar import Columnar

        return Columnar(rows, world).samples
    return lambda figure, rule, by: plain.samples(figure, rule, rows, world, by)


def _found(samples: Mapping[str, Sample], by: str) -> Mapping[str, Sample]:
    """Of everything together there is a figure even where there is nothing."""
    return samples if samples or by != "all" else {WHOLE: NOTHING}
