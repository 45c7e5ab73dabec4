"""A policy makes of every case what the case says.

## Why
A policy is read by people and judged by a program. Cases beside it say in examples what is meant;
where something passes that was meant to wait, the gate stands open, and nobody would notice by
merging. Where the code is another one, the case fails for the reason that the code tells.

## Bad
```yaml policies/tests/approvals.yaml
- case: Somebody else reads a line in the log
  incident: {did: [appended]}
  expect: waiting  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Nobody is asked about a line in the log
  incident: {did: [appended]}
  expect: not-needed
```
"""

GATE = True
