"""Replaying a branch's own past: which decisions would be others under another approvals policy.

Git alone does not tell who approved what, so what was *asked* is compared: every step of the
branch once by the policy that was in force, that of its parent, and once by the last rule of the
other policy. Where evidence has kept the facts of a merge, the outcomes are compared as well.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from wakebook.flows.review.conditions import asked
from wakebook.flows.review.judge import Proposed, judge
from wakebook.flows.review.matters import matter_of, record_of
from wakebook.model.gate.decision import Decision, Question
from wakebook.model.gate.facts import Facts
from wakebook.model.gate.matter import Matter
from wakebook.model.gate.verdict import Outcome
from wakebook.model.library import Library
from wakebook.model.policy.approvals import ApprovalsPolicy
from wakebook.model.policy.base import in_force
from wakebook.model.roster import Roster
from wakebook.records.past import Past, Step
from wakebook.records.shelf import ID

OWNERS = "Owners"
"""The name of the question that what judges others raises."""


class Merged(NamedTuple):
    """What the host said of a merge; ``whole`` are its steps as one, where there are several."""

    facts: Facts
    whole: Step | None


class Outcomes(NamedTuple):
    """What became of a change, and what would have; None where nothing tells."""

    was: Outcome | None = None
    would_be: Outcome | None = None


def replay(
    steps: Iterable[Step], past: Past, policy: ApprovalsPolicy, known: Mapping[str, Merged]
) -> Iterator[Decision]:
    """Every decision of the past, in order, whether it differs or not.

    ``known`` are the merges by the commits that each of them made.
    """
    changed = policy.model_copy(update={"rules": (in_force(policy.rules, None),)})

    @lru_cache(maxsize=2)
    def replayed(step: Step) -> "_Replayed":
        incidents = {name for path in step.paths if (name := _incident(path)) is not None}
        sides = (past.library(step.parent, incidents), past.library(step.commit, incidents))
        return _Replayed(step, sides, changed)

    for step in steps:
        merged = known.get(step.commit)
        outcomes = Outcomes()
        if merged is not None:
            outcomes = replayed(merged.whole or step).outcomes(merged.facts)
        yield from replayed(step).decisions(outcomes)


def _incident(path: str) -> str | None:
    top, *rest = path.split("/")
    named = top in ("incidents", "postmortems") and len(rest) > 2 and ID.fullmatch(rest[1])
    return rest[1] if named else None


class _Replayed:
    """One step, seen by the policy that its parent had and by a changed one."""

    def __init__(
        self, step: Step, sides: tuple[Library, Library], changed: ApprovalsPolicy
    ) -> None:
        self.step = step
        self.was, self.changed = sides[0].approvals, changed
        self.roster = Roster(sides[0].catalog)
        records = {path: record_of(path, sides) for path in step.paths}
        named = dict.fromkeys(record for record in records.values() if record is not None)
        ranks = sides[0].ranks
        self.proposed = Proposed(
            matters=tuple(matter_of(*record, sides, ranks) for record in named),
            governed=tuple(path for path, record in records.items() if record is None),
        )

    def decisions(self, outcomes: Outcomes) -> Iterator[Decision]:
        """One decision for what judges others, and one for each record."""
        subjects: list[Matter | None] = [*self.proposed.matters]
        if self.proposed.governed:
            subjects.insert(0, None)
        for matter in subjects:
            yield Decision(
                self.step.commit,
                self.step.at,
                self.proposed.governed[0] if matter is None else matter.id,
                () if matter is None else tuple(sorted(matter.transitions)),
                None if self.was is None else self._questions(self.was, matter),
                self._questions(self.changed, matter),
                *outcomes,
            )

    def outcomes(self, facts: Facts) -> Outcomes:
        """What became of all of it, and what would have, by what the host said."""
        return Outcomes(self._outcome(self.was, facts), self._outcome(self.changed, facts))

    def _outcome(self, policy: ApprovalsPolicy | None, facts: Facts) -> Outcome:
        return judge(self.proposed, facts, policy, self.roster, self.step.at).outcome

    def _questions(self, policy: ApprovalsPolicy, matter: Matter | None) -> tuple[Question, ...]:
        rule = policy.on(self.step.at.date())
        if matter is None:
            return (Question(OWNERS, rule.owners),)
        asks = asked(rule, matter, self.roster, self.step.at)
        return tuple(Question(ask.name, ask.require) for ask in asks)
