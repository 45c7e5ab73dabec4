"""A waiver covers something.

## Why
A waiver is a reasoned exception. When the record was put right, or the rule's code was mistyped,
the exception stays behind and would silently cover the next breach, which nobody has looked at.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
waivers:
  - rule: WB0601  # <- here
    reason: The monitoring clock was five minutes fast.
    by: user:ana
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
waivers:
  - rule: WB0601
    reason: The monitoring clock was five minutes fast.
    by: user:ana
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: identified
  at: 2026-11-23T13:59Z
  by: user:ana
```
"""
