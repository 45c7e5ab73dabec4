"""Whoever is quoted said so.

## Why
A log tells who decided, who confirmed and who was told. If anybody could write it in anybody's
name, it would tell nothing. So whoever an entry names as its author made the change, approves it,
or is reported by somebody who made it: `reported_by` says who wrote it down. For a team one of
its people is enough. A confirmation and the words of somebody else's entry are theirs alone.

## Bad
```yaml policies/tests/approvals.yaml
- case: A confirmation in somebody else's name
  author: user:ana
  incident: {did: [appended], severity: [SEV3], quotes: [user:cleo]}
  expect: not-needed  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Cleo approves what she is said to have confirmed
  author: user:ana
  incident: {did: [appended], severity: [SEV3], quotes: [user:cleo]}
  reviews:
    - {by: user:cleo, says: approved}
  expect: not-needed
```
"""

GATE = True
