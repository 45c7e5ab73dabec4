"""Digests: which week it is, and what each audience may read of what is owed."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import get_args

from wakebook.flows.followup.issues import Desk
from wakebook.model.base import AUDIENCES, Audience
from wakebook.model.obligation import Obligation
from wakebook.model.policy.followup import FollowupRule, Weekday
from wakebook.render.verdicts.markdown import quiet

_DAYS: tuple[str, ...] = get_args(Weekday)


def latest(now: datetime, rule: FollowupRule, zone: tzinfo) -> date:
    """The day of the newest digest that is due: today, or the last such weekday before it."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=(today.weekday() - _DAYS.index(rule.digest)) % 7)


def shown_to(found: Iterable[Obligation], audience: Audience) -> list[Obligation]:
    """What an audience may read of."""
    rank = AUDIENCES.index(audience)
    return [each for each in found if AUDIENCES.index(each.owing.audience) <= rank]


def owner_named(desk: Desk, told: Collection[str]) -> Callable[[Obligation], str]:
    """How owners stand in a digest on a forge: called where no issue calls them, else named."""
    names = desk.names()

    def named(each: Obligation) -> str:
        owner = each.owing.owner
        if owner is None:
            return "nobody"
        logins = () if each.subject in told else desk.logins(owner)
        return " ".join(f"@{login}" for login in logins) or quiet(names.get(owner, owner))

    return named
