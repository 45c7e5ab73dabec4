"""A change merges into its target without a conflict.

## Why
Where both sides changed one file, no tool knows what their merge says, and what cannot be read
cannot be judged. Log entries have files of their own, so that two of them never meet.

## Bad
```yaml policies/tests/approvals.yaml
- case: Both sides wrote a header
  conflicts: [incidents/2026/2026-11-23-checkout-errors/incident.yaml]
  expect: not-needed  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Both sides wrote into the log
  incident: {did: [appended]}
  expect: not-needed
```
"""

GATE = True
