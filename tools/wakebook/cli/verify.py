"""``wakebook verify``: does it work again? Restoration checks, and what they found, in the log."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.model.incident import Incident

HELP = "check that a service works again, and log what was found"
EXAMPLES = """examples:
  wakebook verify                        the incident that is being worked on
  wakebook verify checkout               any piece of an id
  wakebook verify checkout --list        which checks tell of its components
  wakebook verify checkout --dry-run     what would be asked, and whether policy allows it
  wakebook verify checkout --check checkout-home --check pay-an-order
  wakebook verify checkout --passes 10 --over 15m

Checks stand in catalog/, and policies/verification.yaml says what they may ask; both are read
where they were reviewed: in the default branch of the remote, or main. Each check has to pass every
time. Ctrl-C stops it, and nothing is written. It commits, and pushes with --push.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    add = parser.add_argument
    add("piece", nargs="?", metavar="INCIDENT", help="any piece of the incident's id")
    add("--check", action="append", default=[], metavar="NAME", help="this check; repeatable")
    add("--list", action="store_true", help="say which checks would be run, and run none")
    add("--dry-run", action="store_true", help="say what would be asked, and ask nothing")
    add("--passes", type=int, metavar="N", help="how often each has to pass; the policy's number")
    add("--over", metavar="TIME", help="from the first to the last run: 90s, 5m; the policy's time")
    add("--base", metavar="REV", help="where checks and policy are read; the default branch")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Choose the checks, ask, and write one entry for each."""
    from wakebook.cli._desk import Desk

    desk = Desk(arguments)
    record = _record(desk)
    if record is None:
        return 1
    return _verified(desk, record)


def _record(desk: "Desk") -> "Incident | None":
    """The incident that is meant, if a verification may still be written to its log."""
    from wakebook.cli._choosing import chosen
    from wakebook.cli._terminal import say

    choice = chosen(desk, desk.arguments.piece)
    if choice.id is None or choice.doubt is not None:
        say(f"{choice.doubt or 'no incident is open'}; say which one, see `wakebook list`")
        for candidate in choice.others[:9]:
            say(f"  wakebook verify {candidate.id}")
        return None
    record = desk.incident(choice.id)
    if record is None:
        say(f"{choice.id} cannot be read; see: wakebook check {choice.id}")
    elif record.is_closed:
        say(f"{record.id} is {record.status}, so nothing was asked; what is closed stays as it is")
        say(f"if it goes on: wakebook log --incident {record.id[11:]} --reopened")
        return None
    return record


def _verified(desk: "Desk", record: "Incident") -> int:
    from wakebook.cli._asking import Asking
    from wakebook.cli._terminal import say
    from wakebook.cli._verifying import written

    asking = Asking(desk, record)
    arguments = desk.arguments
    if not asking.ready():
        return 1
    if arguments.list:
        return asking.listed()
    if arguments.dry_run or asking.denied:
        code = asking.rehearsed()
        if not arguments.dry_run:
            say("nothing was asked")
        return code
    if not asking.equipped():
        return 3
    try:
        found = asking.asked()
    except KeyboardInterrupt:
        say("stopped; nothing was written")
        return 130
    code = written(desk, record, found, asking.basis)
    sys.stdout.flush()
    return code
