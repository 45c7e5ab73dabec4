"""Whoever the approvals policy names is in the catalog.

## Why
A team that is not listed has nobody in it, so that its approval can never be given; and a
condition on somebody who is not listed never fits. Either way the policy does not mean what it
says.

## Bad
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners: {approvals: 1, from: [group:wep]}  # <- here
```

## Good
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners: {approvals: 1, from: [group:web]}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Route
from wakebook.model.policy import ApprovalsPolicy
from wakebook.model.policy.approvals import OWNERS_OF_COMPONENTS, Approvals
from wakebook.rules.context import Context
from wakebook.rules.named import FREE
from wakebook.rules.nearest import did_you_mean


def check(policy: ApprovalsPolicy, ctx: Context) -> Iterator[Claim]:
    """Look up who is asked, and whose incidents a question is about."""
    known = ctx.library.catalog.people
    for route, who in _named(policy):
        if who not in known and who != OWNERS_OF_COMPONENTS and not who.startswith(FREE):
            advice = did_you_mean(who, known, "add an entry or name somebody else")
            yield Claim(route, f"{who} is not in the catalog; {advice}")


def _named(policy: ApprovalsPolicy) -> Iterator[tuple[Route, str]]:
    for route, requirement in policy.required:
        if isinstance(requirement, Approvals):
            for key, named in (("from", requirement.from_), ("fallback", requirement.fallback)):
                yield from (((*route, key, number), who) for number, who in enumerate(named))
    for number, rule in enumerate(policy.rules):
        for place, ask in enumerate(rule.asks):
            route = ("rules", number, "asks", place, "when", "opened_by")
            yield from (((*route, n), who) for n, who in enumerate(ask.when.opened_by))
