"""``wakebook problems``: what comes again, what it costs, and the problem records of it."""

import argparse
import sys
from typing import TYPE_CHECKING

from wakebook.cli._verbs import add_verbs, run_verb

if TYPE_CHECKING:
    from wakebook.cli._recurring import Found

HELP = "rank what comes again by what it costs, and keep problem records of it"
EXAMPLES = """examples:
  wakebook problems                        what comes again beyond chance, the dearest first
  wakebook problems --all                  what chance alone may have done, too
  wakebook problems --most 50              the fifty dearest, and not twenty
  wakebook problems --since 2026-01-01     among incidents that began then or later
  wakebook problems --rev v1.4 --format json
  wakebook problems propose 1 --plan       look at the problem record of the first
  wakebook problems propose 1              write it, or what an existing one lacks
  wakebook problems propose r3f2a1c9e --slug pool-too-small

Similar incidents share rare facts and words; whether that is more than chance is tested, with the
confidence, seed and resamples of policies/measures.yaml.
"""
_VERBS = ("propose",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._counted_options import add_days

    add_verbs(parser, "problems", _VERBS, required=False)
    parser.set_defaults(run_verb=_list)
    add = parser.add_argument
    add("--all", action="store_true", help="show what may be chance as well")
    add("--most", type=int, default=20, metavar="N", help="how many to show as text; 20")
    add("--rev", metavar="REV", help="of this revision, not of the work tree")
    add_days(parser)
    add(
        "--audience",
        choices=("staff", "restricted"),
        default="staff",
        help="count what these may read; staff if absent",
    )
    add("--format", choices=("text", "json"), default="text", help="how to print")


run = run_verb


def _list(arguments: argparse.Namespace) -> int:
    """Print the ranking; 1 where records could not be read."""
    from wakebook.cli._exits import UsageError
    from wakebook.cli._missing import tell_missing
    from wakebook.cli._recurring import Found

    if arguments.most < 1:
        raise UsageError("--most is a number from 1 on")
    found = Found(arguments, arguments.audience, days=True)
    shown = found.shown(everything=arguments.all)
    found.remember(shown)
    _print(arguments, found)
    return tell_missing(found.counted.broken, arguments.audience)


def _print(arguments: argparse.Namespace, found: "Found") -> None:
    from wakebook.cli._terminal import tell
    from wakebook.render.measured import recurring

    told = found.told(everything=arguments.all)
    if arguments.format == "json":
        sys.stdout.write(recurring.document(told))
    else:
        tell([*recurring.lines(told, arguments.most)])
