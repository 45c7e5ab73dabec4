"""Which statement tells of which stretch of the main branch, by the ids of trees alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wakebook.model.gate.statement import Passed, Statement
from wakebook.records.evidence import Stated
from wakebook.records.line import Step


class Stretch(NamedTuple):
    """One merge: the step before it, its last step, and its statement; or a step without one."""

    before: Step
    after: Step
    stated: Stated | None
    statement: Statement | None


def stretches(
    steps: Sequence[Step], statements: Sequence[tuple[Stated, Statement]]
) -> Iterator[Stretch]:
    """Divide a line, oldest step first, among the statements; a step that changed nothing is none.

    A merge, a squash and a rebase all lead from the tree that judged to the tree that was judged;
    a rebase does so in several steps. Statements are taken in their order and once only, so that
    content that was approved and taken back is not approved when it comes again. Of several that
    fit, the one that the last commit names tells of it; none does where what it names is not
    there, since a name is also the digest of the statement as it was.
    """
    by_base: dict[str, list[tuple[Stated, Statement]]] = defaultdict(list)
    for each in statements:
        if isinstance(each[1].predicate, Passed):
            by_base[each[1].predicate.base[0].id].append(each)
    there = {None, *(stated.digest for stated, _ in statements)}
    last, at = 0, 1
    while at < len(steps):
        before = steps[at - 1]
        fits = _fitting(steps, at, by_base[before.tree], last)
        fitting = [each for each in fits if steps[each[0]].named in there]
        named = (each for each in fitting if steps[each[0]].named == each[1].digest)
        found = next(named, next(iter(fitting), None))
        end = at if found is None else found[0]
        if found is not None:
            last = found[1].number
        if steps[end].tree != before.tree:
            yield Stretch(before, steps[end], *(found[1:] if found else (None, None)))
        at = end + 1


def _fitting(
    steps: Sequence[Step], at: int, known: Sequence[tuple[Stated, Statement]], last: int
) -> Iterator[tuple[int, Stated, Statement]]:
    """The statements that tell of the steps from ``at`` on, with the last of these steps."""
    for stated, statement in known:
        told = statement.predicate
        if stated.number <= last or not isinstance(told, Passed):
            continue
        for end in range(at, min(len(steps), at + max(1, len(told.change.commits)))):
            if steps[end].tree == statement.subject[0].id:
                yield end, stated, statement
                break
