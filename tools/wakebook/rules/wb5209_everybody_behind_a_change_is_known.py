"""Whoever is behind a change that needs approvals is known.

## Why
An approval counts if somebody else wrote the change. Where the host does not know who committed,
the approver may have, under another address. What nobody has to approve is merged all the same:
a line in the log at night is not kept out for an e-mail address.

## Bad
```yaml policies/tests/approvals.yaml
- case: Nobody knows who wrote half of it
  committers: [user:ana, unknown]
  incident: {did: [closed], severity: [SEV3]}
  reviews: [{by: user:ben, says: approved}]
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Everybody who wrote it is known
  committers: [user:ana, user:cleo]
  incident: {did: [closed], severity: [SEV3]}
  reviews: [{by: user:ben, says: approved}]
  expect: met
```
"""

GATE = True
