"""The branch that a change goes into says who has to approve it.

## Why
Without a policy that can be read nobody knows whom to ask. The policy is that of the target branch,
so that no change brings the rule along by which it is judged; a broken one stops every change.

## Bad
```yaml policies/approvals.yaml, removed
schema: approvals  # <- here
owner: group:web
review_by: 2027-03-31
```

## Good
```yaml policies/tests/approvals.yaml
- case: A line in the log
  incident: {did: [appended]}
  expect: not-needed
```
"""

GATE = True
