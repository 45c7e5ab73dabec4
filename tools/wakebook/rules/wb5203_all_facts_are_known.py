"""A verdict rests on facts that are all known.

## Why
A host that does not answer, or cuts a list short, has not said that there is nothing. Perhaps the
review that asks for changes is the one that is missing: what is not known is never taken for good.

## Bad
```yaml policies/tests/approvals.yaml
- case: The host did not tell of every review
  incident: {did: [appended]}
  missing: [the list of reviews was cut short after 100]
  expect: not-needed  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Without the reviews nobody knows
  incident: {did: [appended]}
  missing: [the list of reviews was cut short after 100]
  expect: unknown
```
"""

GATE = True
