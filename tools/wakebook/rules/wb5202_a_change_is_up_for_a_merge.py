"""Only a change that is up for a merge is merged.

## Why
A draft is somebody's desk: what lies on it may be half a sentence. A request that is closed, or
that asks to be merged somewhere else, is not a question to this branch at all.

## Bad
```yaml policies/tests/approvals.yaml
- case: A draft of a line in the log
  incident: {did: [appended]}
  held: the pull request is a draft; its author says when it is ready
  expect: not-needed  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: A line in the log
  incident: {did: [appended]}
  expect: not-needed
```
"""

GATE = True
