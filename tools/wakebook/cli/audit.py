"""``wakebook audit``: did everything on the main branch pass the gate, and can others see that?"""

import argparse
from importlib import import_module

HELP = "verify that every change passed the gate, from git alone"
EXAMPLES = """examples:
  wakebook audit begin --remote origin      from here on every change needs a statement
  wakebook audit verify                     main against the branch wakebook/evidence
  wakebook audit verify --since v2 --trusted 5f1c2ab
  wakebook audit export --out audit.zip     statements, records and what judged them
  wakebook audit export 2026-11-23-checkout-errors
"""
_VERBS = ("begin", "verify", "export")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: a command of its own, each in a module of its own."""
    choices = parser.add_subparsers(
        dest="verb", metavar="VERB", required=True, help="what to do with the evidence"
    )
    for verb in _VERBS:
        module = import_module(f"wakebook.cli._audit_{verb}")
        sub = choices.add_parser(
            verb,
            help=module.HELP,
            description=module.HELP[0].upper() + module.HELP[1:] + ".",
            allow_abbrev=False,
        )
        sub.add_argument(
            "--rev", default="main", metavar="REV", help="the branch that is gated; main"
        )
        module.add_arguments(sub)
        sub.set_defaults(audit=module.run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command's own command."""
    code: int = arguments.audit(arguments)
    return code
