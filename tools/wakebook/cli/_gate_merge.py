"""``wakebook gate merge``: merge what is ready, each by a fresh verdict."""

import argparse
from dataclasses import replace

from wakebook.cli._gate_judge import post
from wakebook.cli._host import add_host, host_of, is_app
from wakebook.cli._pulls import Bench
from wakebook.cli._repository import root_of
from wakebook.cli._terminal import say, tell
from wakebook.model.gate.facts import Facts

HELP = "merge every pull request that is ready, one after another"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--method", choices=("merge", "squash"), default="merge", help="how to merge"
    )
    add_host(parser)


def run(arguments: argparse.Namespace) -> int:
    """Merge; 1 where a pull request was ready and could not be merged."""
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
    """Merge a pull request if it is ready; False where it was and GitHub did not merge it."""
    from wakebook.adapters.github.errors import HostError

    pull = bench.judged(number)
    if not pull.verdict.passes or pull.proposal is None:
        return True
    try:
        post(bench.host, pull)
        again = bench.host.facts(number)
        if _judged(again) != _judged(pull.facts):
            say(f"#{number} changed while it was judged; it is judged again next time")
            return True
        commit = bench.host.merge(
            number, pull.facts.head, "squash" if method == "squash" else "merge"
        )
    except HostError as error:
        say(f"#{number} was not merged: {error}")
        return False
    tell([f"#{number} merged as {commit[:12]}"])
    return True


def _judged(facts: Facts) -> Facts:
    """The facts that a verdict rests on."""
    return replace(facts, number=None)
