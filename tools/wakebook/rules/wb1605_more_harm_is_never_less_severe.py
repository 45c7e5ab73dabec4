"""More impact or more urgency never gives a lower severity.

## Why
Levels, impacts and urgencies stand in the policy from the most to the least severe. A matrix that
falls where the harm grows has two values exchanged, and would call fewer people to the worse case.

## Bad
```yaml policies/severity.yaml
schema: severity
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    levels:
      - {id: SEV1, title: Critical}
      - {id: SEV2, title: High}
      - {id: SEV3, title: Moderate}
    impacts:
      - {id: high, title: Most customers}
      - {id: medium, title: Some customers}
      - {id: low, title: Few customers}
    urgencies:
      - {id: high, title: Within minutes}
      - {id: medium, title: Within hours}
    matrix:
      high: {high: SEV1, medium: SEV3}
      medium: {high: SEV2, medium: SEV2}  # <- here
      low: {high: SEV3, medium: SEV3}
```

## Good
```yaml policies/severity.yaml
schema: severity
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    levels:
      - {id: SEV1, title: Critical}
      - {id: SEV2, title: High}
      - {id: SEV3, title: Moderate}
    impacts:
      - {id: high, title: Most customers}
      - {id: medium, title: Some customers}
      - {id: low, title: Few customers}
    urgencies:
      - {id: high, title: Within minutes}
      - {id: medium, title: Within hours}
    matrix:
      high: {high: SEV1, medium: SEV2}
      medium: {high: SEV2, medium: SEV2}
      low: {high: SEV3, medium: SEV3}
```
"""

from collections.abc import Iterator
from itertools import pairwise

from wakebook.model.finding import Claim
from wakebook.model.policy import SeverityPolicy
from wakebook.model.policy.severity import SeverityRule
from wakebook.rules.context import Context

Cell = tuple[str, str]


def check(policy: SeverityPolicy, ctx: Context) -> Iterator[Claim]:
    """Compare each cell with its neighbours above and to the left."""
    del ctx
    for number, rule in enumerate(policy.rules):
        for worse, milder in _neighbours(rule):
            above, below = rule.level(*worse), rule.level(*milder)
            if above not in rule.ranks or below not in rule.ranks:
                continue
            if rule.ranks[above or ""] > rule.ranks[below or ""]:
                sentence = (
                    f"{'/'.join(milder)} gives {below}, which is more severe than {above} for "
                    f"{'/'.join(worse)}; exchange them"
                )
                yield Claim(("rules", number, "matrix", *milder), sentence)


def _neighbours(rule: SeverityRule) -> Iterator[tuple[Cell, Cell]]:
    """Pairs of (impact, urgency) where the first is worse than the second in one of both."""
    for higher, lower in pairwise(rule.impacts):
        for urgency in rule.urgencies:
            yield (higher.id, urgency.id), (lower.id, urgency.id)
    for impact in rule.impacts:
        for higher, lower in pairwise(rule.urgencies):
            yield (impact.id, higher.id), (impact.id, lower.id)
