"""``wakebook audit``: did everything on the main branch pass the gate, and can others see that?"""

import argparse

from wakebook.cli._verbs import add_verbs, run_verb

HELP = "verify that every change passed the gate, from git alone"
EXAMPLES = """examples:
  wakebook audit begin --remote origin      from here on every change needs a statement
  wakebook audit verify                     main against the branch wakebook/evidence
  wakebook audit verify --since v2 --trusted 5f1c2ab
  wakebook audit export --out audit.zip     statements, records and what judged them
  wakebook audit export 2026-11-23-checkout-errors
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_verbs(parser, "audit", ("begin", "verify", "export"), _add_branch)


def _add_branch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rev",
        metavar="REV",
        help="the branch that is gated; the remote's default branch, or main",
    )


run = run_verb
