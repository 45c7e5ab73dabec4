"""Every change of the main branch passed the gate.

## Why
An administrator can push past every rule of a host, and a merge can hold something else than what
reviewers read. For each change of the main branch the evidence has a statement with the content
before and after it and with the people who approved; `wakebook audit verify` judges it again from
what git holds. A change without such a statement was approved by nobody.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml incident.yaml
title: Checkout answers slowly  # <- here
kind: incident
audience: staff
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
"""

AUDIT = True
