"""``wakebook policy replay``: which decisions of the past would be others under this policy?"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.model.policy.approvals import ApprovalsPolicy

HELP = "run the approvals policy as it lies here over the past; say which decisions would differ"
_PATH = "policies/approvals.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--since", metavar="REV", help="only what came after this revision")
    parser.add_argument(
        "--rev", metavar="REV", help="whose past to look at; the remote's default branch, or main"
    )
    parser.add_argument(
        "--policy", metavar="FILE_OR_REV", help="another file, or the policy of a revision"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Replay and print; a decision that differs is no failure."""
    from wakebook.cli._repository import base_of, root_of
    from wakebook.cli._terminal import say
    from wakebook.flows.audit.witness import remembered
    from wakebook.flows.review.replay import replay
    from wakebook.records.git import Git
    from wakebook.records.line import demand_all_of_it
    from wakebook.records.past import Past, steps
    from wakebook.render.decisions import as_json, as_text

    root = root_of(arguments, arguments.policy, "--policy")
    policy = _policy(arguments, root)
    git = Git(root)
    demand_all_of_it(git)
    revision = base_of(git, arguments.rev, "--rev")
    branch = steps(git, revision, arguments.since)
    judged, differ = 0, []
    for decision in replay(branch, Past(root), policy, remembered(git, revision)):
        judged += 1
        if decision.differs:
            differ.append(decision)
    if not judged:
        first = "the beginning" if arguments.since is None else arguments.since
        say(f"nothing was decided after {first} of {revision}: there is nothing to compare")
    told = as_json if arguments.format == "json" else as_text
    sys.stdout.write(told(differ, judged))
    return 0


def _policy(arguments: argparse.Namespace, root: Path) -> "ApprovalsPolicy":
    """The policy to try; raises UsageError for one that is not there or cannot be read."""
    from wakebook.cli._exits import UsageError
    from wakebook.cli._repository import tree_of
    from wakebook.records.git import Git, GitError
    from wakebook.records.library import Opened

    given: str | None = arguments.policy
    if given is not None and Path(arguments.directory, given).is_file():
        return _of_file(Path(arguments.directory, given))
    try:
        revision = None if given is None else Git(root).commit(given)
    except GitError as error:
        raise UsageError(f"{given} is no file, and {error}") from None
    policy = Opened(tree_of(root, revision), scope=()).library.approvals
    if policy is None:
        where = "" if given is None else f" of {given}"
        raise UsageError(f"{_PATH}{where} is missing or broken; `wakebook check` says where")
    return policy


def _of_file(path: Path) -> "ApprovalsPolicy":
    from wakebook.cli._exits import UsageError
    from wakebook.model.finding import Finding
    from wakebook.model.policy.approvals import ApprovalsPolicy
    from wakebook.records.file import FileReader
    from wakebook.records.tree import WorkTree

    wrong: list[Finding] = []
    policy = FileReader(WorkTree(path.parent)).value(path.name, ApprovalsPolicy, wrong)
    if policy is None:
        first = wrong[0]
        raise UsageError(f"{path}:{first.line}:{first.column}: {first.message}")
    return policy
