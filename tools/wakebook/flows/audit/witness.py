"""What the branch of evidence remembers of merges, for whoever judges them again."""

from datetime import datetime

from wakebook.flows.audit.matching import stretches
from wakebook.flows.review.replay import Merged
from wakebook.model.gate.statement import Passed
from wakebook.records.evidence import UnbegunError, chain
from wakebook.records.git import Git
from wakebook.records.history import touched
from wakebook.records.line import line
from wakebook.records.past import Step


def remembered(git: Git, branch: str) -> dict[str, Merged]:
    """What the host said of each merge that a statement tells of, by each commit that it made.

    Nothing where evidence has not begun. Raises GitError for a history that was cut off.
    """
    try:
        known = list(chain(git).statements)
    except UnbegunError:
        return {}
    steps = line(git, git.commit(branch))
    place = {step.commit: number for number, step in enumerate(steps)}
    found: dict[str, Merged] = {}
    for stretch in stretches(steps, known):
        told = stretch.statement.predicate if stretch.statement is not None else None
        if isinstance(told, Passed):
            before, after = stretch.before.commit, stretch.after.commit
            made = [step.commit for step in steps[place[before] + 1 : place[after] + 1]]
            whole = _whole(git, before, after, told.at) if len(made) > 1 else None
            found |= dict.fromkeys(made, Merged(told.change, whole))
    return found


def _whole(git: Git, before: str, after: str, at: datetime) -> Step:
    """Several steps as the one that was judged."""
    paths = dict(touched(git, [(after, before)])).get(after, ())
    return Step(after, before, at, paths)
