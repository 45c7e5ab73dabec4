"""Whoever approves the end of a record sees all of it.

## Why
An approval is given to a branch. What comes to the same record on the target branch meanwhile, such
as a later impact or another title, stands in the record that is closed, and whoever approved has
not seen it. A branch that ends a record has what the target branch says of it.

## Bad
```yaml policies/tests/approvals.yaml
- case: Something came to the record while its closure waited
  incident: {did: [appended, closed]}
  overtaken: [2026-11-23-checkout-errors]
  reviews:
    - {by: member:reviewers, says: approved}
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: The branch has all that the target branch says of the record
  incident: {did: [appended]}
  expect: not-needed
```
"""

GATE = True
