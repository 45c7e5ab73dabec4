"""There are people enough for the approvals that are asked for.

## Why
A team of two cannot give three approvals, and one person counts once, whatever they are asked as.
Such a change waits for ever, and the first one that does is the one that was urgent. The fallback
counts where nobody is in `from`.

## Bad
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners: {approvals: 4, from: [group:web]}  # <- here
```

## Good
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners: {approvals: 2, from: [group:web]}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.policy import ApprovalsPolicy
from wakebook.model.policy.approvals import OWNERS_OF_COMPONENTS, Approvals, Requirement, within
from wakebook.model.policy.seats import WAYS, count_ways, satisfied
from wakebook.model.roster import Roster
from wakebook.rules.context import Context


def check(policy: ApprovalsPolicy, ctx: Context) -> Iterator[Claim]:
    """Give everybody a seat; the innermost requirement that stays without is told."""
    roster = Roster(ctx.library.catalog)
    short = {
        route: requirement
        for route, requirement in policy.required
        if _is_clear(requirement, roster) and not _seated(requirement, roster)
    }
    for route, requirement in short.items():
        inner = [place for place, _ in within(requirement, route) if place != route]
        if not any(place in short for place in inner):
            yield Claim(route, f"{_sentence(requirement, roster)}; name more people or ask fewer")


def _is_clear(requirement: Requirement, roster: Roster) -> bool:
    """Whether everybody in it is known and no other rule has anything to say about it."""
    listed = roster.catalog.people
    named = {who for demand in _demands(requirement) for who in (*demand.from_, *demand.fallback)}
    return named - {OWNERS_OF_COMPONENTS} <= listed.keys() and 0 < count_ways(requirement) <= WAYS


def _seated(requirement: Requirement, roster: Roster) -> bool:
    return satisfied(requirement, lambda demand: _able(demand, roster))


def _able(demand: Approvals, roster: Roster) -> frozenset[str]:
    """Who may approve; how many own components nobody knows, so they are always enough."""
    for named in (demand.from_, demand.fallback):
        people = frozenset(who for name in named for who in roster.members(name))
        if OWNERS_OF_COMPONENTS in named:
            return people | {f"owner {number}" for number in range(demand.approvals)}
        if people:
            return people
    return frozenset()


def _demands(requirement: Requirement) -> list[Approvals]:
    parts = (part for _, part in within(requirement, ()))
    return [part for part in parts if isinstance(part, Approvals)]


def _sentence(requirement: Requirement, roster: Roster) -> str:
    if not isinstance(requirement, Approvals):
        return "different people have to approve the parts of this, and there are too few"
    count = len(_able(requirement, roster))
    there = {0: "nobody is there", 1: "there is 1 person"}.get(count, f"there are {count} people")
    return f"{requirement.approvals} of {', '.join(requirement.from_)} have to approve, and {there}"
