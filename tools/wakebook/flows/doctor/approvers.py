"""Those who approve: that the host can tell who they are, and that there are enough of them."""

from collections.abc import Iterator, Sequence

from wakebook.model.gate.reading import Level, Reading, Setting
from wakebook.model.policy.approvals import (
    OWNERS_OF_COMPONENTS,
    Approvals,
    ApprovalsPolicy,
    Requirement,
    within,
)
from wakebook.model.policy.seats import satisfied
from wakebook.model.roster import GITHUB_ID, SSH_KEY, Roster

_NEEDED = {"github": GITHUB_ID, "key": SSH_KEY}
"""The annotation that tells who is behind an approval, by the host of the account."""
ENOUGH = Setting(
    "enough people to approve",
    "somebody else for what one of them proposes",
    "catalog/, or `fallback` in policies/approvals.yaml",
)


def approvers(
    policy: ApprovalsPolicy, roster: Roster, hosts: Sequence[str], unheld: Level
) -> Iterator[Reading]:
    """Whether each has an account of ``hosts``, and whether nobody's own changes wait for ever.

    ``unheld`` is how bad it is where nobody can approve.
    """
    demanded = [
        requirement
        for rule in policy.rules
        for requirement in (rule.owners, *(ask.require for ask in rule.asks))
    ]
    people = {who for r in demanded for demand in _demands(r) for who in _people(demand, roster)}
    known = {who for who in people if _has_account(who, roster, hosts)}
    without = ", ".join(_names(people - known))
    names = " or ".join(_NEEDED[host] for host in hosts)
    where = "the annotations of each User in catalog/"
    setting = Setting("accounts of those who approve", f"{names} for each of them", where)
    if not all(_met(requirement, roster, known) for requirement in demanded):
        told = f"too few have one to give an approval; without one: {without}"
        yield setting.reads(unheld, told)
        return
    yield (
        setting.weaker(f"without one: {without}") if without else setting.good("everybody has one")
    )
    stuck = _names({who for who in known if not all(_met(r, roster, known, who) for r in demanded)})
    if stuck:
        yield ENOUGH.weaker(f"nobody can approve everything that {' or '.join(stuck)} may propose")
    else:
        yield ENOUGH.good("whoever proposes, somebody else is there")


def _met(requirement: Requirement, roster: Roster, known: set[str], author: str = "") -> bool:
    """Whether people with an account can meet a requirement, for a change of an ``author``."""

    def able(demand: Approvals) -> frozenset[str]:
        there = _able(demand, roster, known)
        return there - {author} if "author" in demand.exclude else there

    return satisfied(requirement, able)


def _names(people: set[str]) -> list[str]:
    return sorted(who.partition(":")[2] for who in people)


def _has_account(who: str, roster: Roster, hosts: Sequence[str]) -> bool:
    """An account that somebody else claims as well counts for neither."""
    return any(a.host in hosts and roster.person(a) == who for a in roster.accounts(who))


def _demands(requirement: Requirement) -> list[Approvals]:
    return [part for _, part in within(requirement, ()) if isinstance(part, Approvals)]


def _people(demand: Approvals, roster: Roster) -> set[str]:
    named = (*demand.from_, *demand.fallback)
    owners = _owners(roster) if OWNERS_OF_COMPONENTS in named else ()
    return {who for name in (*named, *owners) for who in roster.members(name)}


def _owners(roster: Roster) -> tuple[str, ...]:
    found = (roster.owner(name) for name in roster.catalog.components)
    return tuple(owner for owner in found if owner is not None)


def _able(demand: Approvals, roster: Roster, known: set[str]) -> frozenset[str]:
    """Who could approve; who owns a component depends on the record, so those are enough."""
    able = frozenset(_people(demand, roster) & known)
    if OWNERS_OF_COMPONENTS in demand.from_:
        able |= {f"owner {number}" for number in range(demand.approvals)}
    return able
