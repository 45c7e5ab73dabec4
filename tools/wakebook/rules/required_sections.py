"""The sections that a post-mortem has to have."""

from datetime import date

from wakebook.model.policy.postmortem import RequiredSection
from wakebook.model.postmortem import Postmortem
from wakebook.rules.context import Context


def required(postmortem: Postmortem, ctx: Context) -> tuple[RequiredSection, ...]:
    """By the policy in force when it was published, or on the day in its id; () without one.

    One that came with the incident from elsewhere keeps the sections that its authors gave it.
    """
    policy = ctx.library.review
    if policy is None or _from_elsewhere(postmortem, ctx):
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


def _from_elsewhere(postmortem: Postmortem, ctx: Context) -> bool:
    incident = ctx.library.incidents.get(postmortem.id)
    if postmortem.header.imported is None or incident is None:
        return False
    return incident.header.origin is not None
