"""The steps of an obligation: when its owner is told, and when their lead is.

A step belongs to a stretch of time and is told once in it. What was missed is not made up for:
whoever looks two weeks late tells the step of the day, which stands for those before it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from wakebook.model.obligation import Obligation, digest
from wakebook.model.policy.followup import FollowupRule

Deed = Literal["request", "reminder", "escalation"]
"""A request asks who does it, while it is in time; a reminder is for the owner."""


class Step(NamedTuple):
    """One message that an obligation asks for.

    ``number`` is -1 before the date, 0 at the date, and one more with each interval; ``at`` is when
    its stretch began.
    """

    obligation: Obligation
    deed: Deed
    number: int
    at: datetime

    @property
    def key(self) -> str:
        """Stands for the obligation, the deed and the number, whenever it is told."""
        return digest(self.obligation.key, self.deed, str(self.number))


def steps(each: Obligation, now: datetime, rule: FollowupRule) -> Iterator[Step]:
    """The steps in whose stretch of time it is now."""
    due = each.owing.due
    if due is None or (now < due and each.state == "unowned"):
        yield _counted(each, "request", each.owing.since, now, rule)
    elif now >= due:
        yield _counted(each, "reminder", due, now, rule)
        if now - due >= rule.span("escalate_after"):
            yield Step(each, "escalation", 0, due + rule.span("escalate_after"))
    else:
        yield Step(each, "reminder", -1, due - rule.span("soon"))


def _counted(
    each: Obligation, deed: Deed, begin: datetime, now: datetime, rule: FollowupRule
) -> Step:
    interval = max(rule.span("remind_every"), timedelta(hours=1))
    number = max((now - begin) // interval, 0)
    return Step(each, deed, number, begin + number * interval)
