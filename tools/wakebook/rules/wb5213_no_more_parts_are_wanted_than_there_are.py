"""At least so many of several requirements are no more than there are.

## Why
Three of two can never hold. The change waits for ever, and its verdict names nobody who could do
something about it.

## Bad
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners:
      at_least: 3  # <- here
      of:
        - {approvals: 1, from: [user:ana]}
        - {approvals: 1, from: [user:ben]}
```

## Good
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners:
      at_least: 2
      of:
        - {approvals: 1, from: [user:ana]}
        - {approvals: 1, from: [user:ben]}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.policy import ApprovalsPolicy
from wakebook.model.policy.approvals import AtLeast
from wakebook.rules.context import Context


def check(policy: ApprovalsPolicy, ctx: Context) -> Iterator[Claim]:
    """Count the parts."""
    del ctx
    for route, requirement in policy.required:
        if isinstance(requirement, AtLeast) and requirement.at_least > len(requirement.of):
            there = f"there {'is' if len(requirement.of) == 1 else 'are'} {len(requirement.of)}"
            sentence = f"{requirement.at_least} of these are wanted and {there}; name more of them"
            yield Claim((*route, "at_least"), sentence)
