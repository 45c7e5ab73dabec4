"""``wakebook gate merge``: merge what is ready, each by a fresh verdict."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wakebook.cli._gate_judge import post
from wakebook.cli._host import add_host, host_of, is_app
from wakebook.cli._pulls import Bench, JudgedPull
from wakebook.cli._repository import root_of
from wakebook.cli._terminal import say, tell
from wakebook.flows.audit.stating import beginning, statement_of
from wakebook.flows.review.judge import judge
from wakebook.flows.review.proposal import Proposal
from wakebook.model.gate.facts import Facts
from wakebook.model.gate.statement import TRAILER, Statement
from wakebook.records.evidence import SHORT, UnbegunError, append
from wakebook.records.git import GitError
from wakebook.render.verdicts import summary

if TYPE_CHECKING:
    from wakebook.adapters.github.gateway import Method

HELP = "merge every pull request that is ready, one after another"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--method", choices=("merge", "squash"), default="merge", help="how to merge"
    )
    add_host(parser)


def run(arguments: argparse.Namespace) -> int:
    """Merge; 1 where nothing was learned of a pull request, or a ready one was not merged."""
    if not is_app():
        say("advisory: without the gate's own App nothing is merged; see `wakebook doctor`")
        return 0
    root = root_of(arguments)
    failed = False
    with host_of(arguments) as host:
        bench = Bench(root, host)
        for number in host.pulls_ready():
            failed |= not merged(bench, number, arguments.method)
    return 1 if failed else 0


def merged(bench: Bench, number: int, method: str) -> bool:
    """Merge a pull request if it is ready; False where nobody knows, or GitHub did not do it."""
    from wakebook.adapters.github.errors import HostError

    try:
        pull = bench.judged(number)
        if not pull.verdict.passes or pull.proposal is None:
            for sentence in pull.facts.missing:
                say(f"#{number} was not merged: {sentence}")
            return bool(pull.facts.head)
        post(bench.host, pull)
        statement = statement_of(pull.proposal, pull.facts, pull.verdict, now())
        trailer = stated_on(bench, statement).trailer
        again = bench.host.facts(number)
        if _judged(again) != _judged(pull.facts):
            say(f"#{number} changed while it was judged; it is judged again next time")
            return True
        how: Method = "squash" if method == "squash" else "merge"
        commit = bench.host.merge(number, pull.facts.head, how, message=trailer)
    except (HostError, GitError) as error:
        say(f"#{number} was not merged: {error}")
        return False
    tell([f"#{number} merged as {commit[:12]}"])
    return _landed(bench, pull, commit)


def _landed(bench: Bench, pull: JudgedPull, commit: str) -> bool:
    """Whether a merge stands where it was judged, or may stand where it does.

    GitHub merges whatever the target is at by then: a line that came in between makes another
    change of it, which is judged, and stated, at once. False where it should not be there.
    """
    number, target = pull.facts.number, pull.facts.target
    try:
        bench.bring([commit], [f"refs/heads/{target}"])
        tip = bench.git.commit(f"{commit}^1")
        if tip == pull.facts.tip:
            return True
        proposal = Proposal(bench.root, tip, pull.facts.head)
        facts = replace(pull.facts, tip=tip)
        verdict = judge(proposal.proposed, facts, proposal.policy, proposal.roster, now())
        if verdict.passes:
            stated_on(bench, statement_of(proposal, facts, verdict, now()))
            return True
    except GitError as error:
        say(f"#{number}: what {commit[:12]} was merged into is not known: {error}")
        return False
    say(
        f"#{number} was merged onto {tip[:12]}, which came in between, and should not have been: "
        f"{summary(verdict)}; take {commit[:12]} back, `wakebook audit verify` names what is open"
    )
    return False


def stated_on(bench: Bench, statement: Statement) -> Statement:
    """The statement as it stands on the host's branch of evidence.

    It is written before the merge: one without a merge proves nothing and does no harm, a merge
    without one would be a bypass. Evidence begins here, unless something was merged with evidence
    already, which is gone then. Raises GitError where the host does not take it.
    """
    try:
        stated = append(bench.git, statement, "origin").statement
    except UnbegunError:
        told = bench.git.run("log", "-1", "--format=%h", f"--grep=^{TRAILER}: ", bench.tip, "--")
        if told.strip():
            raise GitError(
                f"the branch {SHORT} is gone, and {told.decode().strip()} was merged with "
                "evidence; push it again from a clone that has it"
            ) from None
        append(bench.git, beginning(bench.git, bench.tip, now()), "origin")
        stated = append(bench.git, statement, "origin").statement
    assert isinstance(stated, Statement)  # noqa: S101 - it was written by us
    return stated


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def _judged(facts: Facts) -> Facts:
    """The facts that a verdict rests on; of linked issues the verdict asked itself."""
    return replace(facts, number=None, tickets={})
