"""Verifications by checks or by a policy that nobody has merged: whoever ran them chose both."""

import re
from collections.abc import Iterable, Iterator

from wakebook.model.checks import checks_of
from wakebook.model.finding import Finding, Level
from wakebook.model.runs import Runs, claims_runs, runs_in
from wakebook.records.git import Git, GitError
from wakebook.records.history import diff
from wakebook.records.library import Opened
from wakebook.records.tree import SETTINGS, GitTree

_EVIDENCE = re.compile(r"incidents/[^/]+/[^/]+/evidence/.+\.json", re.DOTALL)


def unmerged(git: Git, tip: str, tree: GitTree, paths: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with the evidence of verifications at these paths of a tree.

    The commit that it names for its policy lies in the tip's history, or says the same of checks
    and policy as the tip's history does: a log that was not pushed yet changes neither.
    """
    for path in paths:
        if _EVIDENCE.fullmatch(path) is None:
            continue
        data = tree.read(path)
        runs = runs_in(data)
        if runs is None and not claims_runs(data):
            continue
        commit = runs.policy_commit if runs else ""
        if not _reviewed(git, tip, commit):
            sentence = (
                f"checks and policy were taken from {commit[:12] or 'no commit'}, and what that "
                "says of them was not merged; merge it first, then run `wakebook verify` again"
            )
            yield Finding(path, 1, 1, "WB5206", Level.ERROR, sentence)
        elif runs is not None and not _said_so(tree, runs):
            sentence = (
                f"{commit[:12]} has no check {runs.check[:60]!r} that says what was asked here; "
                "take the file out and run `wakebook verify`"
            )
            yield Finding(path, 1, 1, "WB5206", Level.ERROR, sentence)


def _said_so(tree: GitTree, runs: Runs) -> bool:
    """Whether the catalog that was taken has the check of that name as it was asked."""
    catalog = Opened(GitTree(tree.root, runs.policy_commit), scope=[]).library.catalog
    return any((c.name, c.digest) == (runs.check, runs.digest) for c in checks_of(catalog))


def _reviewed(git: Git, tip: str, commit: str) -> bool:
    if not commit:
        return False
    if git.holds(tip, commit):
        return True
    try:
        base = git.run("merge-base", tip, commit).decode().strip()
        return not any(diff(git, base, commit, ["catalog", "policies", SETTINGS]))
    except GitError:
        return False
