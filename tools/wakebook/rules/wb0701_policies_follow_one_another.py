"""The rules of a policy stand in the order in which they came into force.

## Why
A record is judged by what was in force when it was written. Two rules of one day, or one that
begins at an unknown time, leave open which of them that was.

## Bad
```yaml policies/postmortem.yaml
schema: postmortem
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2024-01-01
    sections:
      - {title: Summary, purpose: What happened.}
  - from: 2020-01-01  # <- here
    sections:
      - {title: Summary, purpose: What happened.}
```

## Good
```yaml policies/postmortem.yaml
schema: postmortem
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    sections:
      - {title: Summary, purpose: What happened.}
  - from: 2024-01-01
    sections:
      - {title: Summary, purpose: What happened.}
```
"""

from collections.abc import Iterator
from itertools import pairwise

from wakebook.model.finding import Claim
from wakebook.model.moment import Moment
from wakebook.model.policy import (
    ApprovalsPolicy,
    ClosurePolicy,
    PostmortemPolicy,
    SeverityPolicy,
    VerificationPolicy,
    WordingPolicy,
)
from wakebook.rules.context import Context


def check(
    policy: SeverityPolicy
    | PostmortemPolicy
    | ApprovalsPolicy
    | ClosurePolicy
    | VerificationPolicy
    | WordingPolicy,
    ctx: Context,
) -> Iterator[Claim]:
    """Compare each rule's first day with the one before it."""
    del ctx
    yield from _in_order("rules", [rule.from_ for rule in policy.rules])
    if isinstance(policy, PostmortemPolicy):
        yield from _in_order("needs", [rule.from_ for rule in policy.needs])


def _in_order(key: str, days: list[Moment]) -> Iterator[Claim]:
    for number, day in enumerate(days):
        if not day.known:
            sentence = "nobody knows from when this holds; write a date"
            yield Claim((key, number, "from"), sentence)
    for number, (before, day) in enumerate(pairwise(days), 1):
        if before.earliest and day.earliest and before.earliest >= day.earliest:
            sentence = f"{day} is not after {before} above it; put the rules in order"
            yield Claim((key, number, "from"), sentence)
