"""``wakebook rules``: every rule on one line."""

import argparse
import sys

HELP = "list every rule"
EXAMPLES = """examples:
  wakebook rules
  wakebook rules --format json

The first digit is the phase: 0 shape of files, 1 identification, 2 response, 3 communication,
4 major incidents, 5 resolution, 6 review, 7 metrics, 8 other systems, 9 your own.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    from wakebook.cli._repository import wants_color
    from wakebook.cli._terminal import tell_json
    from wakebook.render.terminal.paint import Cell, Paint
    from wakebook.rules.registry import rules

    found = rules().values()
    if arguments.format == "json":
        rows = [
            {"code": r.code, "level": str(r.level), "conduct": r.conduct, "title": r.title}
            for r in found
        ]
        tell_json({"rules": rows})
        return 0
    paint = Paint(wants_color())
    table = [[Cell(r.code, "strong"), Cell(str(r.level)), Cell(r.title)] for r in found]
    sys.stdout.write("".join(f"{line}\n" for line in paint.table(table)))
    return 0
