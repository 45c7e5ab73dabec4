"""What recurrence and planning are judged by, beside the incidents themselves."""

from collections.abc import Mapping
from typing import NamedTuple

from wakebook.model.policy.measures import MeasuresRule
from wakebook.model.policy.status import StatusRule


class Terms(NamedTuple):
    """``rule`` has confidence, seed and resamples; ``now`` is the instant of the report in seconds.

    ``weights`` tell how much of a time counts as lost, by the state of a component.
    """

    rule: MeasuresRule
    weights: Mapping[str, float]
    now: int

    @property
    def limit(self) -> float:
        """What the confidence leaves: the share of false ones that is put up with."""
        return 1 - self.rule.confidence


def terms(rule: MeasuresRule, status: StatusRule, now: int) -> Terms:
    """The terms of a repository at an instant: its definitions, and what its status page weighs."""
    return Terms(rule, status.weights.model_dump(), now)
