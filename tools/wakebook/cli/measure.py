"""``wakebook measure``: MTTR and the like, with how sure they are and what was left out."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._measuring import Counted
    from wakebook.measures.report import Engine
    from wakebook.measures.world import World
    from wakebook.model.figure import Section
    from wakebook.model.policy.measures import MeasuresRule
    from wakebook.render.measured.report import Told

_SHARE = 20
"""How many incidents are as much work as one that is read."""
HELP = "compute MTTR, MTBF, SLA and the like, and say how sure they are"
EXAMPLES = """examples:
  wakebook measure
  wakebook measure mttr-resolve --by quarter
  wakebook measure --by severity --since 2026-01-01 --format csv
  wakebook measure --as-of v1.4              the report of that day, to the last digit
  wakebook measure --format openmetrics      for Prometheus and Grafana

Each figure is defined in policies/measures.yaml.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._counted_options import add_counted
    from wakebook.measures.groups import BY

    add = parser.add_argument
    add("names", nargs="*", metavar="FIGURE", help="which figures; all if none is named")
    add("--by", choices=[*BY], default="all", metavar="WAY", help=f"told apart by {', '.join(BY)}")
    add("--as-of", dest="rev", metavar="REV", help="of this revision, not of the work tree")
    add_counted(parser)
    add(
        "--format",
        choices=("table", "json", "csv", "openmetrics"),
        default="table",
        help="how to print",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the figures; 1 where records could not be read."""
    from importlib import import_module

    from wakebook.cli._counted_options import day_of
    from wakebook.cli._measuring import Counted
    from wakebook.cli._missing import tell_missing
    from wakebook.cli._repository import root_of

    root = root_of(arguments, arguments.rev, "--as-of")
    counted = Counted(root, arguments.rev, arguments.audience)
    _demand_known(arguments.names, counted.rule)
    module = import_module(f"wakebook.render.measured.{arguments.format}")
    since, until = (day_of(arguments, name) for name in ("since", "until"))
    words = (arguments.format, arguments.by, since, until, *arguments.names)
    report = counted.report(words, lambda: module.render(_told(arguments, counted)))
    sys.stdout.write(report.text)
    return tell_missing(report.broken, arguments.audience)


def _demand_known(names: "Iterable[str]", rule: "MeasuresRule") -> None:
    from wakebook.cli._exits import UsageError
    from wakebook.rules.nearest import did_you_mean

    for name in names:
        if name not in rule.by_name:
            advice = did_you_mean(name, rule.by_name, f"known are {', '.join(rule.by_name)}")
            raise UsageError(f"{name} is no figure of policies/measures.yaml; {advice}")


def _demand_hours(names: "Iterable[str]", rule: "MeasuresRule", world: "World") -> None:
    from wakebook.cli._exits import UsageError
    from wakebook.measures.world import without_hours

    lost = sorted({*names} & {*without_hours(rule, world)})
    if lost:
        raise UsageError(
            f"{', '.join(lost)}: the catalog has no calendar of those hours; add a `kind: Calendar`"
            " to catalog/, or mend policies/measures.yaml"
        )


def _told(arguments: argparse.Namespace, counted: "Counted") -> "Told":
    from wakebook.cli._counted_options import wanted
    from wakebook.measures.report import engine_for
    from wakebook.measures.stated import comparisons
    from wakebook.measures.world import world
    from wakebook.render.measured.report import Told

    rule, rows = counted.rule, wanted(arguments, counted.rows)
    surroundings = world(counted.library, rule, rows, int(counted.now.timestamp()))
    _demand_hours(arguments.names or rule.by_name, rule, surroundings)
    engine = engine_for(rows, surroundings)
    stated = comparisons(rule, rows, surroundings)
    return Told(
        commit=counted.commit,
        at=f"{counted.now:%Y-%m-%dT%H:%M:%SZ}",
        by=arguments.by,
        incidents=len(rows),
        counting=sum(row.kind == "incident" for row in rows),
        origins=len({row.origin for row in rows}),
        unread=len({path.split("/")[2] for path in counted.broken}),
        confidence=rule.confidence,
        sections=_sections(arguments, rule, engine, len(rows)),
        stated=[s for s in stated if s.measure in (arguments.names or rule.by_name)],
    )


def _sections(
    arguments: argparse.Namespace, rule: "MeasuresRule", engine: "Engine", incidents: int
) -> "tuple[Section, ...]":
    """The figures; of very many incidents they are computed on all cores, some of them on each."""
    from wakebook.cli._processes import spread, worth
    from wakebook.measures.report import report

    def some(names: "Sequence[str]") -> "Sequence[Section]":
        found = report(rule, engine, arguments.by, names)
        return found if arguments.format == "json" else [section.bare for section in found]

    names = [name for name in rule.by_name if name in (arguments.names or rule.by_name)]
    return tuple(spread(some, names, count=worth(incidents // _SHARE)))
