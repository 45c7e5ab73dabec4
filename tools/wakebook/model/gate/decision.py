"""A decision of the past: what a policy asked about a change, and what another one would ask."""

from datetime import datetime
from typing import NamedTuple

from wakebook.model.gate.verdict import Outcome
from wakebook.model.policy.approvals import Requirement


class Question(NamedTuple):
    """What was asked: its name in the policy, and who has to approve."""

    name: str
    require: Requirement


class Decision(NamedTuple):
    """What one commit did to one record, and what two policies ask about it.

    ``asked`` is None where there was no policy. The outcomes, of the whole merge that brought the
    commit, are known where its facts are.
    """

    commit: str
    at: datetime
    record: str
    did: tuple[str, ...]
    asked: tuple[Question, ...] | None
    would_ask: tuple[Question, ...]
    outcome: Outcome | None = None
    would_be: Outcome | None = None

    @property
    def differs(self) -> bool:
        """Whether other people would have to approve; what a question is called is no matter."""
        was = None if self.asked is None else {question.require for question in self.asked}
        return was != {question.require for question in self.would_ask}
