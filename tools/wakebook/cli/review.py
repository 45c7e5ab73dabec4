"""``wakebook review``: may this change be merged, and if not, who can do what next?"""

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wakebook.model.gate.verdict import Verdict

HELP = "judge a change: which conditions stand before its merge"
EXAMPLES = """examples:
  wakebook review                              HEAD into the default branch
  wakebook review --base main --head my-branch
  wakebook review --pull 42                    a pull request, by what GitHub says of it
  wakebook review --suppose approval=ben       what one more approval would change
"""
_FORMATS = ("text", "json", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._host import add_host

    parser.add_argument("--pull", type=int, metavar="N", help="a pull request on GitHub")
    add_host(parser)
    parser.add_argument(
        "--base", metavar="REV", help="what to merge into; the remote's default branch, or main"
    )
    parser.add_argument("--head", default="HEAD", metavar="REV", help="what to merge")
    parser.add_argument(
        "--suppose",
        action="append",
        default=[],
        metavar="WHAT=LOGIN",
        help="judge as if somebody had reviewed the head: approval=LOGIN or changes=LOGIN",
    )
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Judge, print the verdict, return 1 if something stands before the merge."""
    from wakebook.cli._repository import root_of, wants_color
    from wakebook.cli._terminal import columns
    from wakebook.render.verdicts import render

    root = root_of(arguments, arguments.head)
    verdict = _here(root, arguments) if arguments.pull is None else _pull(root, arguments)
    color = arguments.format == "text" and wants_color()
    sys.stdout.write(render(arguments.format, verdict, color=color, width=columns()))
    return 0 if verdict.passes else 1


def _here(root: "Path", arguments: argparse.Namespace) -> "Verdict":
    from wakebook.adapters.checkout import facts_here
    from wakebook.cli._repository import base_of
    from wakebook.cli._supposing import supposed
    from wakebook.flows.review.judge import judge
    from wakebook.flows.review.proposal import proposed_by
    from wakebook.records.git import Git

    git = Git(root)
    head = git.commit(arguments.head)
    proposal = proposed_by(root, git.commit(base_of(git, arguments.base)), head)
    roster, now = proposal.roster, datetime.now(UTC)
    facts = facts_here(root, proposal.tip, proposal.head, roster, head)
    facts = supposed(facts, arguments.suppose, roster, now)
    return judge(proposal.proposed, facts, proposal.policy, roster, now)


def _pull(root: "Path", arguments: argparse.Namespace) -> "Verdict":
    from wakebook.cli._host import host_of
    from wakebook.cli._pulls import Bench

    with host_of(arguments) as host:
        return Bench(root, host).judged(arguments.pull, arguments.suppose).verdict
