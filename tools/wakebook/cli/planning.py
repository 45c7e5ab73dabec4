"""``wakebook planning``: where time goes, and where to look first to get some of it back."""

import argparse
import sys

HELP = "rank components, causes and runbooks by lost time, and say where to look first"
EXAMPLES = """examples:
  wakebook planning                                   by component
  wakebook planning --by cause --since 2026-01-01     problems, and categories where none is linked
  wakebook planning --by runbook --format csv > toil.csv
  wakebook planning --rev v1.4 --format json          the report of that day

Nothing is suggested where the records do not bear it; each suggestion tells its rule.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._counted_options import add_counted
    from wakebook.model.planning import WAYS

    add = parser.add_argument
    add("--by", choices=WAYS, default="component", help="what the lines are; component if absent")
    add("--rev", metavar="REV", help="of this revision, not of the work tree")
    add_counted(parser)
    add("--format", choices=("text", "json", "csv"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Print the report; 1 where records could not be read."""
    from wakebook.cli._counted_options import end_of, wanted
    from wakebook.cli._missing import tell_missing
    from wakebook.cli._recurring import Found
    from wakebook.cli._terminal import tell
    from wakebook.measures.planning import planning
    from wakebook.measures.recurrence import eligible
    from wakebook.render.measured import planning as render

    found = Found(arguments, arguments.audience)
    rows, counted = wanted(arguments, found.counted.rows), found.counted
    end = end_of(arguments, counted.library.settings.tzinfo, found.terms.now)
    terms = found.terms._replace(now=end)
    told = render.Told(
        commit=counted.commit,
        at=f"{counted.now:%Y-%m-%dT%H:%M:%SZ}",
        by=arguments.by,
        incidents=len(eligible(rows)),
        lines=planning(rows, arguments.by, found.clusters, terms),
    )
    match arguments.format:
        case "json":
            sys.stdout.write(render.document(told))
        case "csv":
            sys.stdout.write(render.table(told))
        case _:
            tell([*render.lines(told)])
    return tell_missing(counted.broken, arguments.audience)
