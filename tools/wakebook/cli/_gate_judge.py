"""``wakebook gate judge``: the verdict on pull requests, posted where people look."""

import argparse
from typing import TYPE_CHECKING

from wakebook.cli._event import pull_of_event
from wakebook.cli._host import add_host, host_of
from wakebook.cli._pulls import Bench, JudgedPull
from wakebook.cli._repository import root_of
from wakebook.cli._terminal import tell
from wakebook.model.gate.verdict import Outcome
from wakebook.render.verdicts import summary
from wakebook.render.verdicts.comment import Judging, comment

if TYPE_CHECKING:
    from wakebook.adapters.github import GitHub
    from wakebook.adapters.github.gateway import StatusState

HELP = "post the verdict on a pull request"
STATES: "dict[Outcome, StatusState]" = {
    Outcome.MET: "success",
    Outcome.NOT_NEEDED: "success",
    Outcome.WAITING: "pending",
    Outcome.UNKNOWN: "error",
    Outcome.REFUSED: "failure",
}
"""The commit status of each outcome, in GitHub's words."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--pull", type=int, metavar="N", help="the event's, or all open ones, if absent"
    )
    add_host(parser)


def run(arguments: argparse.Namespace) -> int:
    """Judge and post; the verdict stands in the status and is no failure of this command."""
    root = root_of(arguments)
    with host_of(arguments) as host:
        bench = Bench(root, host)
        number = arguments.pull or pull_of_event()
        for each in (number,) if number else host.pulls_ready():
            pull = bench.judged(each)
            post(host, pull)
            tell([f"#{each}: {summary(pull.verdict)}"])
    return 0


def post(host: "GitHub", pull: JudgedPull) -> None:
    """Post status and comment; a change that asks nobody gets no comment of its own."""
    facts, verdict = pull.facts, pull.verdict
    if not facts.head or facts.number is None:
        return
    host.set_status(facts.head, STATES[verdict.outcome], summary(verdict))
    host.comment(facts.number, told(pull), anew=verdict.outcome is not Outcome.NOT_NEEDED)


def told(pull: JudgedPull) -> str:
    """The comment on a pull request."""
    proposal = pull.proposal
    incidents = proposal.incidents if proposal else ()
    policy = (proposal.policy_id if proposal else None) or "none"
    judging = Judging(pull.facts.head, pull.facts.tip, policy)
    return comment(pull.verdict, incidents, judging)
