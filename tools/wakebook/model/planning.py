"""Where time goes: lost by customers, given by people, and what would bring some of it back."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from wakebook.model.recurring import Cluster, Ranked

Way = Literal["component", "cause", "runbook"]
"""By what lines are told apart."""
WAYS: tuple[Way, ...] = ("component", "cause", "runbook")


class Suggestion(NamedTuple):
    """Where to look first, the rule that says so with its numbers, and the incidents it counted."""

    kind: Literal["capacity", "replacement", "automation"]
    rule: str
    incidents: tuple[str, ...]


class Line(NamedTuple):
    """One component, cause or runbook.

    ``seconds`` were lost by customers, weighted, in the incidents of which that is known;
    ``unknown`` counts the others. ``worked`` are the seconds that people were at it, ``people`` how
    many there were, each counted once an incident. ``repeats`` are incidents of a cluster that is
    more than chance.
    """

    name: str
    incidents: tuple[str, ...]
    seconds: float
    unknown: int
    worked: int
    people: int
    repeats: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    dearest: tuple[str, float] | None = None
    """The incident that cost more than all others together, and its seconds, where there is one."""

    @property
    def share(self) -> float:
        """How many of the incidents are repeats, from 0 to 1."""
        return len(self.repeats) / len(self.incidents)


class Costs(NamedTuple):
    """Of so many incidents the seconds that were lost in each, of those where that is known."""

    number: int
    known: tuple[float, ...]


class Ahead(NamedTuple):
    """What to mend next: what comes again beyond chance, and where the time goes, by each way.

    ``since`` is the day (such as ``2026-11-23``) from which on ``lately`` counts; ``ever`` counts
    all incidents. ``doubtful`` are the clusters that may be chance.
    """

    since: str
    recurring: tuple[Ranked, ...]
    doubtful: tuple[Cluster, ...]
    lately: Mapping[Way, tuple[Line, ...]]
    ever: Mapping[Way, tuple[Line, ...]]

    @property
    def again_lately(self) -> tuple[Ranked, ...]:
        """What came again since that day, by what it cost since: what is long over is no matter."""
        came = (e for e in self.recurring if e.cluster.members[-1].day >= self.since)
        return tuple(sorted(came, key=lambda e: -sum(self.costs_lately(e.cluster).known)))

    def costs_lately(self, cluster: Cluster) -> Costs:
        """What the incidents of a cluster cost since that day."""
        costs = [m.cost.seconds for m in cluster.members if m.day >= self.since]
        return Costs(len(costs), tuple(seconds for seconds in costs if seconds is not None))

    @property
    def perhaps_lately(self) -> tuple[tuple[Cluster, int], ...]:
        """Doubtful ones of which two or more came since that day, and how many; the most first."""
        counts = (
            (cluster, sum(member.day >= self.since for member in cluster.members))
            for cluster in self.doubtful
        )
        several = ((cluster, number) for cluster, number in counts if number > 1)
        return tuple(sorted(several, key=lambda each: -each[1]))

    @property
    def again_before(self) -> tuple[Ranked, ...]:
        """The others, of which nothing came again since."""
        return tuple(e for e in self.recurring if e.cluster.members[-1].day < self.since)
