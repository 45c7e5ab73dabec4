"""Whoever agrees to words has the part that they agree as, and says so themselves.

## Why
An approval by legal is worth what it proves. So the part is that of the target branch's policy, the
person is one of its people there, and it counts with their own account alone: they bring the change
or approve it, whoever wrote their consent down.

## Bad
```yaml policies/tests/approvals.yaml
- case: Somebody writes down that Cleo agrees
  author: user:ana
  incident: {did: [appended], severity: [SEV1]}
  consents: [{as: legal, who: user:cleo, from: [group:web]}]
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Cleo approves the change that says that she agrees
  author: user:ana
  incident: {did: [appended], severity: [SEV1]}
  consents: [{as: legal, who: user:cleo, from: [group:web]}]
  reviews:
    - {by: user:cleo, says: approved}
  expect: met
```
"""

GATE = True
