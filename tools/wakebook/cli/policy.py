"""``wakebook policy``: does a policy do what it is meant to, and what would it have done?"""

import argparse
from importlib import import_module

HELP = "test a policy, or run it over the past"
EXAMPLES = """examples:
  wakebook policy test                   judge every case of policies/tests/
  wakebook policy test policies/tests/approvals.yaml --format github
"""
_VERBS = ("test",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: a command of its own, each in a module of its own."""
    choices = parser.add_subparsers(
        dest="verb", metavar="VERB", required=True, help="what to do with the policy"
    )
    for verb in _VERBS:
        module = import_module(f"wakebook.cli._policy_{verb}")
        sub = choices.add_parser(
            verb,
            help=module.HELP,
            description=module.HELP[0].upper() + module.HELP[1:] + ".",
            allow_abbrev=False,
        )
        module.add_arguments(sub)
        sub.set_defaults(judge=module.run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command's own command."""
    code: int = arguments.judge(arguments)
    return code
