"""No record is judged unread.

## Why
A sealed record says nothing to who has no key: whether the change closes it, lowers its severity or
takes an entry away is unknown there, and what is unknown is never met. The gate of sealed records
runs where git's setting `wakebook.identity` names the file of a key.

## Bad
```yaml policies/tests/approvals.yaml
- case: A sealed record was changed, and the gate has no key
  incident: {did: [appended]}
  sealed: [2026-11-23-checkout-errors]
  reviews:
    - {by: member:reviewers, says: approved}
  expect: not-needed  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: The gate has a key and reads what was said
  incident: {did: [appended]}
  expect: not-needed
```
"""

GATE = True
