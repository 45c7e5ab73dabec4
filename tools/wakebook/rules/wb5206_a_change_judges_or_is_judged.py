"""A change touches records, or what judges them, but not both.

## Why
Policies, catalog, settings and workflows decide who has to approve a record's change. A change that
brings both asks its approvers to see two things at once, and the harmless one hides the other. For
the same reason a verification counts only by checks and a policy that were merged before it.

## Bad
```yaml policies/tests/approvals.yaml
- case: An end of a record, and fewer people who have to approve one
  incident: {did: [closed], severity: [SEV3]}
  paths: [policies/approvals.yaml]
  reviews: [{by: user:ana, says: approved}, {by: user:ben, says: approved}]
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Fewer people who have to approve an end
  paths: [policies/approvals.yaml]
  reviews: [{by: user:ana, says: approved}]
  expect: met
```
"""

GATE = True
