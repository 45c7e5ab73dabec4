"""What the branch of evidence remembers of merges, for whoever judges them again."""

from itertools import pairwise

from wakebook.flows.audit.matching import stretches
from wakebook.model.gate.facts import Facts
from wakebook.model.gate.statement import Passed
from wakebook.records.evidence import UnbegunError, chain
from wakebook.records.git import Git
from wakebook.records.line import line


def remembered(git: Git, branch: str) -> dict[str, Facts]:
    """What the host said of each merge that a statement tells of, by the commit that it made.

    Nothing where evidence has not begun. A rebase of several commits is left out: none of them by
    itself is what was judged. Raises GitError for a history that was cut off.
    """
    try:
        known = list(chain(git).statements)
    except UnbegunError:
        return {}
    steps = line(git, git.commit(branch))
    pairs = {(before.commit, after.commit) for before, after in pairwise(steps)}
    return {
        stretch.after.commit: stretch.statement.predicate.change
        for stretch in stretches(steps, known)
        if stretch.statement is not None
        and isinstance(stretch.statement.predicate, Passed)
        and (stretch.before.commit, stretch.after.commit) in pairs
    }
