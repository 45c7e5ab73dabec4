"""``wakebook policy``: does a policy do what it is meant to, and what would it have done?"""

import argparse

from wakebook.cli._verbs import add_verbs, run_verb

HELP = "test a policy, or run it over the past"
EXAMPLES = """examples:
  wakebook policy test                   judge every case of policies/tests/
  wakebook policy test policies/tests/approvals.yaml --format github
"""
_VERBS = ("test",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_verbs(parser, "policy", _VERBS)


run = run_verb
