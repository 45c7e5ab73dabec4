"""Which statement tells of which stretch of the main branch: so that the least stays untold."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wakebook.model.gate.statement import Passed, Statement
from wakebook.records.evidence import Stated
from wakebook.records.line import Step

_WAYS = 32
"""More ways to tell of a line are not followed on from one of its steps: the best ones are."""


class Stretch(NamedTuple):
    """One merge: the step before it, its last step, and its statement; or a step without one."""

    before: Step
    after: Step
    stated: Stated | None
    statement: Statement | None


class _Telling(NamedTuple):
    """A statement of a merge: its number, what it is, and the trees that it leads from and to."""

    number: int
    stated: Stated
    statement: Statement
    passed: Passed
    before: str
    after: str


class _Way(NamedTuple):
    """A way to tell of a line up to ``step``: how much is untold, and the last statement's number.

    ``told`` is what tells of the latest stretch, if anything does, ``so_far`` the way before it.
    """

    untold: int
    last: int
    step: int
    told: _Telling | None = None
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
    tellings = list(_tellings(statements))
    fits, named = _Fits(steps, tellings), {told.stated.digest: told for told in tellings}
    there = {None, *(stated.digest for stated, _ in statements)}
    ways: list[list[_Way]] = [[_Way(0, 0, 0)], *([] for _ in steps[1:])]
    for at in range(1, len(steps)):
        fitting = [fit for fit in fits.at(at) if steps[fit[0]].named in there]
        changed = int(steps[at].tree != steps[at - 1].tree)
        for way in _best(ways[at - 1]):
            ways[at].append(_Way(way.untold + changed, way.last, at, None, way))
            for end, known in fitting:
                if told := _chosen(known, way.last, named.get(steps[end].named or "")):
                    ways[end].append(_Way(way.untold, told.number, end, told, way))
        ways[at - 1].clear()
    yield from reversed(list(_along(steps, _best(ways[-1])[0])))


def _tellings(statements: Iterable[tuple[Stated, Statement]]) -> Iterator[_Telling]:
    for stated, statement in statements:
        passed, after = statement.predicate, statement.subject[0].id
        if isinstance(passed, Passed):
            yield _Telling(stated.number, stated, statement, passed, passed.base[0].id, after)


_Fit = tuple[int, list[_Telling]]
"""The last step of a stretch, and the statements that tell of it, in their order."""


class _Fits:
    """What may tell of which steps.

    One step is told of by its trees: a merge, a squash, a rebase of one commit. Several steps are
    those of a push, which leaves its commits as they are, or a pull request that a host rebased:
    as many commits with other ids. What gives the content that was there before is no rebase; it
    might hide what came in between.
    """

    def __init__(self, steps: Sequence[Step], tellings: Sequence[_Telling]) -> None:
        self._steps = steps
        self._single: dict[tuple[str, str], list[_Telling]] = defaultdict(list)
        self._pushed: dict[int, list[_Fit]] = defaultdict(list)
        self._rebased: dict[str, dict[tuple[int, str], list[_Telling]]] = {}
        places = {step.commit: number for number, step in enumerate(steps)}
        for told in tellings:
            self._single[told.before, told.after].append(told)
            commits = {commit.id for commit in told.passed.change.commits}
            start = end = places.get(told.passed.change.head, 0)
            while start > 1 and steps[start - 1].commit in commits:
                start -= 1
            if start < end and (steps[start - 1].tree, steps[end].tree) == told[-2:]:
                self._pushed[start].append((end, [told]))
            elif len(commits) > 1 and told.passed.change.number and told.before != told.after:
                known = self._rebased.setdefault(told.before, {})
                known.setdefault((len(commits), told.after), []).append(told)

    def at(self, start: int) -> Iterator[_Fit]:
        """What fits the steps from ``start`` on."""
        before, steps = self._steps[start - 1].tree, self._steps
        yield start, self._single.get((before, steps[start].tree), [])
        yield from self._pushed.get(start, ())
        for (many, after), tellings in self._rebased.get(before, {}).items():
            if start + many <= len(steps) and steps[start + many - 1].tree == after:
                yield start + many - 1, tellings


def _chosen(tellings: list[_Telling], last: int, named: _Telling | None) -> _Telling | None:
    """The statement behind ``last`` that is named, if it is one of these, else the first."""
    if named is not None and named.number > last:
        at = bisect_left(tellings, named.number, key=_number)
        if at < len(tellings) and tellings[at] is named:
            return named
    first = bisect_right(tellings, last, key=_number)
    return tellings[first] if first < len(tellings) else None


def _number(told: _Telling) -> int:
    return told.number


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
            told = (way.told.stated, way.told.statement) if way.told else (None, None)
            yield Stretch(before, after, *told)
        way = way.so_far
