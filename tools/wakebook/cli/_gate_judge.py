"""``wakebook gate judge``: the verdict on pull requests, posted where people look."""

import argparse
from typing import TYPE_CHECKING

from wakebook.cli._event import pull_of_event
from wakebook.cli._host import add_host, host_of
from wakebook.cli._pulls import Bench, JudgedPull
from wakebook.cli._repository import root_of
from wakebook.cli._terminal import say, tell
from wakebook.model.gate.verdict import Outcome
from wakebook.records.git import GitError
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
    """Judge and post; 1 where a verdict could not be posted.

    What it says stands in the status and is no failure of this command.
    """
    root = root_of(arguments)
    with host_of(arguments) as host:
        bench = Bench(root, host)
        number = arguments.pull or pull_of_event()
        wanted = (number,) if number else host.pulls_ready()
        posted = [_posted(bench, each) for each in wanted]
    return 0 if all(posted) else 1


def _posted(bench: Bench, number: int) -> bool:
    """Judge one pull request; whether everybody can see the verdict now."""
    from wakebook.adapters.github import HostError

    try:
        pull = bench.judged(number)
        post(bench.host, pull)
    except (HostError, GitError) as error:
        say(f"#{number} was not judged: {error}")
        return False
    tell([f"#{number}: {summary(pull.verdict)}"])
    return bool(pull.facts.head)


def post(host: "GitHub", pull: JudgedPull) -> None:
    """Post status and comment; a change that asks nobody gets no comment of its own.

    Where not even the head is known there is nothing to post them on.
    """
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
