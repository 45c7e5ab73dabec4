"""What somebody cannot approve, since they have a part in the very thing that it is about."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from wakebook.flows.review.conditions import asked
from wakebook.flows.review.demand import panel, people
from wakebook.flows.review.judge import Proposed
from wakebook.flows.review.standing import Standing
from wakebook.model.gate.matter import Matter
from wakebook.model.policy.approvals import ApprovalsPolicy, Requirement
from wakebook.model.policy.seats import WAYS, ways


def barred(
    who: str, proposed: Proposed, standing: Standing, policy: ApprovalsPolicy, now: datetime
) -> Iterator[str]:
    """A sentence for each question of the policy that somebody, ``user:name``, cannot answer."""
    for matter in proposed.matters:
        for ask in asked(policy.on(now.date()), matter, standing.roster, now):
            part = _part(who, ask.require, standing, matter)
            if part is not None:
                yield f"{ask.name} of {matter.id}: {people([who])} {part}"


def _part(who: str, requirement: Requirement, standing: Standing, matter: Matter) -> str | None:
    demands = (demand for way in islice(ways(requirement), WAYS) for demand in way)
    parts = (panel(demand, standing, matter).excluded.get(who) for demand in demands)
    return next((part for part in parts if part is not None), None)
