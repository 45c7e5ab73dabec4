"""``wakebook export``: what there is, for other systems."""

import argparse

from wakebook.cli._verbs import add_verbs, run_verb

HELP = "give what there is to other systems"
EXAMPLES = """examples:
  wakebook export statuspage --to history.json
  wakebook export statuspage --rev v1.4 --audience staff --to -
  wakebook export pagerduty --to incidents.json
  wakebook export sqlite --to incidents.sqlite
  wakebook export parquet --audience restricted --to tables
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_verbs(parser, "export", ("statuspage", "pagerduty", "csv", "json", "sqlite", "parquet"))


run = run_verb
