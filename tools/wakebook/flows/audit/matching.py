"""Which statement tells of which stretch of the main branch: so that the least stays untold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wakebook.model.gate.statement import Passed, Statement
from wakebook.records.evidence import Stated
from wakebook.records.line import Step

_WAYS = 32
"""More ways to tell of a line are not followed on from one of its steps: the best ones are."""


_Fit = tuple[int, tuple[Stated, Statement]]
"""The last step of a stretch, and a statement that tells of it."""


class Stretch(NamedTuple):
    """One merge: the step before it, its last step, and its statement; or a step without one."""

    before: Step
    after: Step
    stated: Stated | None
    statement: Statement | None


class _Way(NamedTuple):
    """A way to tell of a line up to ``step``: how much is untold, and the last statement's number.

    ``told`` is what tells of the latest stretch, if anything does, ``so_far`` the way before it.
    """

    untold: int
    last: int
    step: int
    told: tuple[Stated, Statement] | None = None
    so_far: "_Way | None" = None


def stretches(
    steps: Sequence[Step], statements: Sequence[tuple[Stated, Statement]]
) -> Iterator[Stretch]:
    """Divide a line, oldest step first, among the statements; a step that changed nothing is none.

    Statements are taken in their order and once only, so that content that was approved and taken
    back is not approved when it comes again. Those of merges that never came are passed over. Of
    several that fit a stretch, the one that its last commit names tells of it; none does where
    what it names is not there, since a name is also the digest of the statement as it was.
    """
    by_base: dict[str, list[tuple[Stated, Statement]]] = defaultdict(list)
    for each in statements:
        if isinstance(each[1].predicate, Passed):
            by_base[each[1].predicate.base[0].id].append(each)
    there = {None, *(stated.digest for stated, _ in statements)}
    ways: list[list[_Way]] = [[_Way(0, 0, 0)], *([] for _ in steps[1:])]
    for at in range(1, len(steps)):
        fitting = list(_fitting(steps, at, by_base[steps[at - 1].tree], there))
        changed = int(steps[at].tree != steps[at - 1].tree)
        for way in _best(ways[at - 1]):
            ways[at].append(_Way(way.untold + changed, way.last, at, None, way))
            for end, told in _next(steps, fitting, way.last):
                ways[end].append(_Way(way.untold, told[0].number, end, told, way))
        ways[at - 1].clear()
    yield from reversed(list(_along(steps, _best(ways[-1])[0])))


def _best(ways: Iterable[_Way]) -> list[_Way]:
    """The ways that leave the least untold, without those that are behind in everything."""
    kept: list[_Way] = []
    for way in sorted(ways, key=lambda way: (way.untold, way.last)):
        if not kept or way.last < kept[-1].last:
            kept.append(way)
    return kept[:_WAYS]


def _along(steps: Sequence[Step], way: _Way) -> Iterator[Stretch]:
    """The stretches of a way, the latest first."""
    while way.so_far is not None:
        before, after = steps[way.so_far.step], steps[way.step]
        if before.tree != after.tree:
            yield Stretch(before, after, *(way.told or (None, None)))
        way = way.so_far


def _next(steps: Sequence[Step], fitting: Sequence[_Fit], last: int) -> Iterator[_Fit]:
    """For each end of a stretch the statement behind ``last`` that is named there, or the first."""
    first: dict[int, tuple[Stated, Statement]] = {}
    for end, told in fitting:
        if told[0].number > last and (end not in first or told[0].digest == steps[end].named):
            first[end] = told
    yield from first.items()


def _fitting(
    steps: Sequence[Step],
    at: int,
    known: Sequence[tuple[Stated, Statement]],
    there: set[str | None],
) -> Iterator[_Fit]:
    """The statements that tell of the steps from ``at`` on, with the last of these steps."""
    for stated, statement in known:
        told = statement.predicate
        assert isinstance(told, Passed), "only these tell of a merge"  # noqa: S101 - an invariant
        for end in range(at, min(len(steps), at + max(1, len(told.change.commits)))):
            goes = steps[end].tree == statement.subject[0].id and steps[end].named in there
            if goes and _takes_several(steps[at : end + 1], told, statement):
                yield end, (stated, statement)
                break


def _takes_several(steps: Sequence[Step], told: Passed, statement: Statement) -> bool:
    """Whether these are the steps of one change: one, those of a push, or as a host rebased them.

    A push leaves commits as they are. What gives the content that was there before is no rebase:
    it might hide what came in between.
    """
    ids = {commit.id for commit in told.change.commits}
    rebased = told.change.number is not None and told.base[0].id != statement.subject[0].id
    return len(steps) == 1 or rebased or all(step.commit in ids for step in steps)
