"""What is closed was approved as it is.

## Why
Figures, customers and auditors rely on a closed record. Where its content came past the gate, the
question whether it may be closed is open again: it is reopened in the fast lane, put right, and
closed with the approval of somebody who took no part. Until then the audit names it.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml incident.yaml
title: Checkout answers with errors  # <- here
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261124T090000Z-7f3b.yaml
- kind: closed
  at: 2026-11-24T09:00Z
  by: user:ana
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261124T090000Z-7f3b.yaml, as merged
- kind: closed
  at: 2026-11-24T09:00Z
  by: user:ana
```
"""

AUDIT = True
