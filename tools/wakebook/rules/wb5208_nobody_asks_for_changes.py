"""Nobody of the catalog asks for changes.

## Why
Somebody saw something that the others did not. Their objection stands until they review again,
whichever commit it was about and however many others approve: only they can say that it is met.

## Bad
```yaml policies/tests/approvals.yaml
- case: One approves, one asks for changes
  incident: {did: [closed], severity: [SEV3]}
  reviews:
    - {by: user:cleo, says: changes_requested, of: older}
    - {by: user:ben, says: approved}
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Whoever asked for changes is content
  incident: {did: [closed], severity: [SEV3]}
  reviews:
    - {by: user:cleo, says: changes_requested, of: older}
    - {by: user:cleo, says: approved}
  expect: met
```
"""

GATE = True
