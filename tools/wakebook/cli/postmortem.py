"""``wakebook postmortem``: who needs a post-mortem until when, its draft, its publication."""

import argparse

from wakebook.cli._verbs import add_verbs, run_verb

HELP = "say which incidents need a post-mortem, and begin or publish one"
EXAMPLES = """examples:
  wakebook postmortem need                   all that are needed, why, and until when
  wakebook postmortem need checkout          one incident, by any piece of its id
  wakebook postmortem draft checkout         begin it; again: renew what nobody has changed
  wakebook postmortem draft checkout --diff  look, and write nothing
  wakebook postmortem publish checkout       it is done: refused while something is missing
"""
_VERBS = ("need", "draft", "publish")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_verbs(parser, "postmortem", _VERBS)


run = run_verb
