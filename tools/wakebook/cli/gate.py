"""``wakebook gate``: what the gate does on a host, run by its workflow."""

import argparse

from wakebook.cli._verbs import add_verbs, run_verb

HELP = "judge and merge pull requests on GitHub"
EXAMPLES = """examples:
  wakebook gate judge                    the event's pull request, or all open ones
  wakebook gate judge --pull 42
  wakebook gate merge                    merge everything that is ready, one after another
  wakebook gate comment                  answer the event's comment: /wake log, status, why, help

Workflows run these with the code and the policy of the default branch. Judging posts a commit
status and one comment. Only the gate's own App merges; with another token the gate advises.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_verbs(parser, "gate", ("judge", "merge", "comment"))


run = run_verb
