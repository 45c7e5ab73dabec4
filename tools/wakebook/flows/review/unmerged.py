"""Verifications by checks or by a policy that nobody has merged: whoever ran them chose both."""

import json
import re
from collections.abc import Iterable, Iterator

from wakebook.model.finding import Finding, Level
from wakebook.records.git import Git, GitError
from wakebook.records.history import diff
from wakebook.records.tree import SETTINGS, GitTree

_EVIDENCE = re.compile(r"incidents/[^/]+/[^/]+/evidence/.+\.json", re.DOTALL)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def unmerged(git: Git, tip: str, tree: GitTree, paths: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with the evidence of verifications at these paths of a tree.

    The commit that it names for its policy lies in the tip's history, or says the same of checks
    and policy as the tip's history does: a log that was not pushed yet changes neither.
    """
    for path in paths:
        if _EVIDENCE.fullmatch(path) is None:
            continue
        commit = _policy_commit(tree.read(path))
        if commit is not None and not _reviewed(git, tip, commit):
            sentence = (
                f"checks and policy were taken from {commit[:12] or 'no commit'}, and what that "
                "says of them was not merged; merge it first, then run `wakebook verify` again"
            )
            yield Finding(path, 1, 1, "WB5206", Level.ERROR, sentence)


def _policy_commit(data: bytes) -> str | None:
    """The commit that evidence of ``wakebook verify`` names; None for evidence of anything else."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or "sha256_of_check" not in told:
        return None
    named = told.get("policy_commit")
    return named if isinstance(named, str) and _COMMIT.fullmatch(named) else ""


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
