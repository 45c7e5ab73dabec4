"""``wakebook policy``: does a policy do what it is meant to, and what would it have done?"""

import argparse

from wakebook.cli._verbs import add_verbs, run_verb

HELP = "test a policy, or run it over the past"
EXAMPLES = """examples:
  wakebook policy test                   judge every case of policies/tests/
  wakebook policy test policies/tests/approvals.yaml --format github
  wakebook policy replay                 which decisions of the past would be others now?
  wakebook policy replay --since v1 --policy stricter.yaml --format json
"""
_VERBS = ("test", "replay")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_verbs(parser, "policy", _VERBS)


run = run_verb
