"""``wakebook audit begin``: from here on, every change of the main branch needs a statement."""

import argparse
from datetime import UTC, datetime

HELP = "begin the evidence: what main holds now is not asked about"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--remote", metavar="REMOTE", help="begin it on this remote; here alone if absent"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the first statement and say what it binds."""
    from wakebook.cli._repository import root_of
    from wakebook.cli._terminal import tell
    from wakebook.flows.audit.stating import beginning
    from wakebook.records.evidence import SHORT, append
    from wakebook.records.git import Git

    git = Git(root_of(arguments, arguments.rev))
    commit = git.commit(arguments.rev)
    stated = append(git, beginning(git, commit, datetime.now(UTC)), arguments.remote)
    tell(
        [
            f"{SHORT} begins at commit {commit[:12]}; from here on every change needs a statement",
            f"note this for your auditors: {stated.digest}",
        ]
    )
    return 0
