"""Everybody who has to approve a change has approved it.

## Why
A policy asks for people who took no part, and an approval counts only for the very commit that
would be merged: a branch can change after somebody has read it. Whoever proposed the change,
committed to it, or led the incident, has judged it already.

## Bad
```yaml policies/tests/approvals.yaml
- case: The commander closes their own incident
  author: user:ana
  incident: {did: [closed], severity: [SEV3], commander: user:ana}
  reviews: [{by: user:ana, says: approved}]
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Somebody who took no part approves the end
  author: user:ana
  incident: {did: [closed], severity: [SEV3], commander: user:ana}
  reviews: [{by: user:ben, says: approved}]
  expect: met
```
"""

GATE = True
