"""``wakebook audit begin``: from here on, every change of the main branch needs a statement."""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.records.git import Git

HELP = "begin the evidence: what main holds now is not asked about"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--remote", metavar="REMOTE", help="begin it on this remote; here alone if absent"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the first statement and say what it binds; 1 where evidence has begun already."""
    from wakebook.cli._repository import gated
    from wakebook.cli._terminal import say, tell
    from wakebook.flows.audit.stating import beginning
    from wakebook.records.evidence import SHORT, append, tip
    from wakebook.records.line import demand_all_of_it
    from wakebook.records.tree import demand_readable

    git, revision = gated(arguments)
    demand_readable(git)
    commit = git.commit(revision)
    demand_all_of_it(git)
    begun = _begun(git, arguments.remote)
    if begun is not None:
        say(f"{SHORT} was begun already: {begun}")
        return 1
    append(git, beginning(git, commit, datetime.now(UTC)), arguments.remote)
    tell(
        [
            f"{SHORT} begins at commit {commit[:12]}; from here on every change needs a statement",
            f"note this for your auditors, who give it to --trusted: {tip(git, arguments.remote)}",
        ]
    )
    return 0


def _begun(git: "Git", wanted: str | None) -> str | None:
    """Where evidence goes on already, and what to do; a second beginning would fork it."""
    from wakebook.records.evidence import BRANCH, SHORT, remotes_with_it, tip

    remote = wanted or git.remote()
    for fetched in remotes_with_it(git):
        return f"{fetched} has it; `wakebook audit verify` holds the main branch against it"
    if remote is not None and _asked(git, remote, certainly=wanted is not None):
        into = f"refs/remotes/{remote}/{SHORT}"
        return f"{remote} has it; fetch it with `git fetch {remote} {SHORT}:{into}`"
    if tip(git) is None:
        return None
    if wanted is None:
        return "it is here; `wakebook audit verify` holds the main branch against it"
    return f"it is here; bring it to {wanted} with `git push {wanted} {BRANCH}`"


def _asked(git: "Git", remote: str, *, certainly: bool) -> bool:
    """Whether a remote has evidence; where it does not answer, that is told or raised."""
    from wakebook.cli._terminal import say
    from wakebook.records.evidence import tip
    from wakebook.records.git import GitError

    try:
        return tip(git, remote) is not None
    except GitError as error:
        if certainly:
            raise
        say(f"{remote} could not be asked whether evidence began there: {error}")
        return False
