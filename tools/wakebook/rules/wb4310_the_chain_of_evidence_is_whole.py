"""The chain of evidence is whole.

## Why
Whoever wants to hide a decision alters or removes what tells of it. On the branch
`wakebook/evidence` each statement binds the one before it, and none is ever changed or removed, so
that either leaves a trace. Without the branch nothing can be said about what passed the gate.

## Bad
```text wakebook/evidence, absent
Nobody ran `wakebook audit begin`.
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
"""

AUDIT = True
