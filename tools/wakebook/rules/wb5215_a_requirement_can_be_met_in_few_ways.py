"""A requirement can be met in few ways.

## Why
Who may sit in which seat is tried way by way, since one person counts once. A requirement that can
be met in more than 5,000 ways is not tried to the end and counts as not met; nobody who reads it
knows either whom to ask.

## Bad
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners:
      all:  # <- here
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
        - any:
            - {approvals: 1, from: [user:ana]}
            - {approvals: 1, from: [user:ben]}
            - {approvals: 1, from: [user:cleo]}
```

## Good
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners:
      approvals: 2
      from: [user:ana, user:ben, user:cleo]
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.policy import ApprovalsPolicy
from wakebook.model.policy.seats import WAYS, count_ways
from wakebook.rules.context import Context


def check(policy: ApprovalsPolicy, ctx: Context) -> Iterator[Claim]:
    """Count the ways of the whole of a requirement; its parts have fewer."""
    del ctx
    for number, rule in enumerate(policy.rules):
        whole = {("rules", number, "owners"): rule.owners} | {
            ("rules", number, "asks", place, "require"): ask.require
            for place, ask in enumerate(rule.asks)
        }
        for route, requirement in whole.items():
            if count_ways(requirement) > WAYS:
                sentence = "can be met in {:,} ways, and {:,} are tried; ask for fewer parts"
                yield Claim(route, sentence.format(count_ways(requirement), WAYS))
