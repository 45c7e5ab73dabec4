"""What the commands about recurrence share: the clusters of a repository, and their numbers."""

import argparse
from collections.abc import Sequence
from functools import cached_property

from wakebook.cli._counted_options import day_of, end_of, wanted
from wakebook.cli._desk import Desk
from wakebook.cli._last_list import Chosen, LastList
from wakebook.cli._measuring import Counted
from wakebook.cli._repository import root_of
from wakebook.measures.belonging import ranked
from wakebook.measures.recurrence import eligible, recurrences
from wakebook.measures.terms import Terms, terms
from wakebook.model.base import Audience
from wakebook.model.measured import Measured
from wakebook.model.policy.status import PLAIN, StatusPolicy
from wakebook.model.recurring import Cluster, Ranked
from wakebook.render.measured.recurring import Told
from wakebook.rules.nearest import did_you_mean

_LIST = "problems"
"""Under this name the numbers of the list that was shown last are kept."""


class Found:
    """The clusters of the revision that was asked for, or of the folder as it lies.

    With ``days`` only what began within the days that were asked for plays a part.
    """

    def __init__(
        self, arguments: argparse.Namespace, audience: Audience, *, days: bool = False
    ) -> None:
        self.arguments = arguments
        self.days = days
        revision = getattr(arguments, "rev", None)
        self.counted = Counted(root_of(arguments, revision), revision, audience)

    @cached_property
    def rows(self) -> Sequence[Measured]:
        """The incidents that are compared."""
        return wanted(self.arguments, self.counted.rows) if self.days else self.counted.rows

    @cached_property
    def terms(self) -> Terms:
        """What they are judged by: the policies in force at the instant of the report."""
        policy = self.counted.library.policies.get("status")
        now = self.counted.now
        status = policy.on(now.date()) if isinstance(policy, StatusPolicy) else PLAIN
        end = int(now.timestamp())
        if self.days:
            end = end_of(self.arguments, self.counted.library.settings.tzinfo, end)
        return terms(self.counted.rule, status, end)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """All of them, the one that cost most first."""
        return recurrences(self.rows, self.terms)

    def shown(self, *, everything: bool) -> tuple[Ranked, ...]:
        """Those beyond chance, or all, with the problems that they feed."""
        chosen = [c for c in self.clusters if everything or c.chance.significant]
        return ranked(chosen, self.counted.rows, self.counted.library.problems)

    def told(self, *, everything: bool) -> Told:
        """What there is to tell of them."""
        return Told(
            commit=self.counted.commit,
            at=f"{self.counted.now:%Y-%m-%dT%H:%M:%SZ}",
            incidents=len(eligible(self.rows)),
            clusters=len(self.clusters),
            confidence=self.counted.rule.confidence,
            ranked=self.shown(everything=everything),
            asked=self._asked,
        )

    @property
    def _asked(self) -> str:
        """The options that a command needs to mean the same incidents."""
        given = [(name, day_of(self.arguments, name)) for name in ("since", "until")]
        return "".join(f" --{name} {day}" for name, day in given if day)

    def remember(self, shown: Sequence[Ranked]) -> None:
        """Keep what the numbers of the list mean."""
        rows = [Chosen("problem", each.cluster.key, 0.0, "") for each in shown]
        LastList(Desk(self.arguments)).keep(_LIST, rows)

    def meant(self, word: str) -> Ranked:
        """The cluster of a number of the last list, or of a key; raises UsageError."""
        from wakebook.cli._exits import UsageError

        key = self._numbered(int(word)) if word.isdecimal() and len(word) < 5 else word
        known = {each.cluster.key: each for each in self.shown(everything=True)}
        if key in known:
            return known[key]
        if key != word:
            sentence = f"{word} of the list is no cluster of these incidents"
            advice = (
                "say --audience, --since and --until as for the list, or see: wakebook problems"
            )
            raise UsageError(f"{sentence}; {advice}")
        advice = did_you_mean(word, known, "`wakebook problems --all` shows them")
        raise UsageError(f"{word[:40]} is no number and no key of a cluster; {advice}")

    def _numbered(self, number: int) -> str:
        from wakebook.cli._exits import UsageError

        kept = LastList(Desk(self.arguments)).of(_LIST)
        keys = [row.to for row in kept] if kept is not None else None
        if keys is None:
            keys = [each.cluster.key for each in self.shown(everything=False)]
        if not 1 <= number <= len(keys):
            length = f"it ends with {len(keys)}" if keys else "it is empty"
            sentence = f"there is no {number} in the list, {length}"
            raise UsageError(f"{sentence}; see: wakebook problems")
        return keys[number - 1]
