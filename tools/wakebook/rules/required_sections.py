"""The sections that a post-mortem has to have."""

from datetime import date

from wakebook.model.policy.postmortem import RequiredSection
from wakebook.model.postmortem import Postmortem
from wakebook.rules.context import Context


def required(postmortem: Postmortem, ctx: Context) -> tuple[RequiredSection, ...]:
    """By the policy in force when it was published, or on the day in its id; () without one."""
    policy = ctx.library.review
    if policy is None:
        return ()
    return policy.on(_day(postmortem)).sections


def _day(postmortem: Postmortem) -> date | None:
    published = postmortem.header.published
    if published is not None and published.earliest is not None:
        return published.earliest.date()
    try:
        return date.fromisoformat(postmortem.id[:10])
    except ValueError:
        return None
