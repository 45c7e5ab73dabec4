"""``wakebook explain``: what a rule demands, why, and how it looks."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.rules.registry import Rule

HELP = "explain a rule"
EXAMPLES = """examples:
  wakebook explain WB2601
  wakebook explain 603                   the same as WB0603
  wakebook explain 2601 --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("code", metavar="CODE", help="the rule's code, such as WB2601")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Print the rule's documentation; raises UsageError for a code that no rule has."""
    from wakebook.cli._exits import UsageError
    from wakebook.cli._terminal import tell_json
    from wakebook.rules.nearest import did_you_mean
    from wakebook.rules.registry import rules

    code = arguments.code.upper()
    number = code.removeprefix("WB")
    code = f"WB{number.zfill(4)}" if number.isdigit() else code
    rule = rules().get(code)
    if rule is None:
        advice = did_you_mean(code, rules(), "see `wakebook rules`")
        raise UsageError(f"{arguments.code} is no rule; {advice}")
    if arguments.format == "json":
        tell_json({"code": code, "title": rule.title, "level": str(rule.level), "docs": rule.docs})
    else:
        _print(rule)
    return 0


def _print(rule: "Rule") -> None:
    from wakebook.cli._repository import wants_color
    from wakebook.render.safe import safe
    from wakebook.render.terminal.paint import Paint

    paint = Paint(wants_color())
    sys.stdout.write(f"{paint(f'{rule.code} ({rule.level})', 'strong')}  {safe(rule.title)}\n\n")
    for line in rule.docs.rstrip().split("\n"):
        if line.startswith("```"):
            shown = paint(line.removeprefix("```").removeprefix("yaml").strip(), "dim")
        elif line.startswith("#"):
            shown = paint(line.lstrip("# "), "strong")
        else:
            shown = paint(line, "red" if "# <- here" in line else "")
        sys.stdout.write(f"{shown}\n")
