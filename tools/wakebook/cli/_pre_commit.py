"""The hook before a commit: does what is staged pass the check?"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wakebook.cli._processes import spread
from wakebook.cli._terminal import say
from wakebook.cli.check import Outcome, report_on
from wakebook.flows.inspection import Inspection
from wakebook.records.changes import staged_since
from wakebook.records.tree import SETTINGS, StagedTree
from wakebook.render.findings import render

if TYPE_CHECKING:
    from pathlib import Path

    from wakebook.model.finding import Finding


def pre_commit(root: "Path") -> int:
    """Check the records that the index changes, as they are staged; 1 if an error stands.

    The work tree does not count: a file may be staged in part.
    """
    tree = StagedTree(root)
    inspection = Inspection.of(tree, None, staged_since(tree))

    def of_incidents(incidents: Sequence[str]) -> "list[Finding]":
        return [f for _, findings, _ in spread(inspection.judged, incidents) for f in findings]

    found = inspection.findings(of_incidents)
    outcome = Outcome(found, len(inspection.incidents), inspection.settings.public_url)
    report = report_on(outcome, "standard")
    if report.findings:
        sys.stderr.write(render("text", report))
    if any(f.code == "WB0006" for f in found) and (root / SETTINGS).is_file():
        say(f"{SETTINGS} lies here, but is not staged: git add {SETTINGS}")
    if report.failed:
        say("nothing was committed; mend it and `git add` it, or see `git commit --no-verify`")
    return 1 if report.failed else 0
