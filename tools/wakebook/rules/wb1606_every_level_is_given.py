"""Every level of severity is given by the matrix.

## Why
A level that no impact and urgency lead to is used by hand alone, if at all. Either a cell of the
matrix means it, or the level is a word without a use.

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
      - {id: SEV4, title: Low}  # <- here
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

from wakebook.model.finding import Claim
from wakebook.model.policy import SeverityPolicy
from wakebook.rules.context import Context

LEVEL = "warning"


def check(policy: SeverityPolicy, ctx: Context) -> Iterator[Claim]:
    """A level that was replaced is out of use and needs no cell."""
    del ctx
    for number, rule in enumerate(policy.rules):
        given = {level for row in rule.matrix.values() for level in row.values()}
        for place, level in enumerate(rule.levels):
            if level.id not in given and level.replaced_by is None:
                sentence = f"nothing in the matrix gives {level.id}; use it there or remove it"
                yield Claim(("rules", number, "levels", place), sentence)
