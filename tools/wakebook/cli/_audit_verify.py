"""``wakebook audit verify``: hold the main branch against the branch of evidence."""

import argparse
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wakebook.flows.audit.verify import Audit

_ID = re.compile("[0-9a-f]{4,64}")
HELP = "find what bypassed the gate, and records that need a new approval"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.render.findings import FORMATS

    parser.add_argument(
        "--since", metavar="REV", help="take what main held at this commit as verified"
    )
    parser.add_argument(
        "--trusted",
        metavar="COMMIT",
        help="a commit of wakebook/evidence, or a statement's SHA-256, that was noted earlier",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print findings")


def run(arguments: argparse.Namespace) -> int:
    """Audit, print the findings, return 1 if anything is in doubt."""
    from wakebook.cli._repository import gated
    from wakebook.flows.audit.verify import audited

    _demand_id(arguments.trusted)
    git, revision = gated(arguments)
    audit = audited(git.folder, revision, since=arguments.since, trusted=arguments.trusted)
    return printed(audit, git.folder, revision, arguments.format)


def _demand_id(trusted: str | None) -> None:
    """Raise UsageError for a name: whoever may push could move what it names."""
    from wakebook.cli._exits import UsageError

    if trusted is not None and not _ID.fullmatch(trusted):
        raise UsageError(
            f"{trusted} is no id of a commit, nor the beginning of one: --trusted takes what "
            "`wakebook audit begin` or an earlier audit told"
        )


def printed(audit: "Audit", root: "Path", revision: str, format_name: str) -> int:
    """Print the findings and what they are about; 1 if an error stands."""
    from wakebook.cli._repository import wants_color
    from wakebook.cli._terminal import say
    from wakebook.cli.check import Outcome, report_on
    from wakebook.records.git import Git
    from wakebook.records.library import Opened
    from wakebook.records.tree import GitTree
    from wakebook.render.findings import render
    from wakebook.render.words import counted

    color = format_name == "text" and wants_color()
    settings = Opened(GitTree(root, revision), scope=()).settings
    checked = len(audit.told) + audit.untold
    outcome = Outcome(list(audit.findings), checked, settings.public_url)
    report = report_on(outcome, "pedantic", color=color)._replace(noun="change")
    sys.stdout.write(render(format_name, report))
    if audit.chain is not None:
        count = counted(len(audit.chain.stated), "statement")
        say(f"{count}, up to commit {audit.chain.commit}")
    if audit.untold and Git(root).remote() is not None:
        say("statements of what was pushed since your last `git fetch` are not here; fetch first")
    return 1 if report.failed else 0
