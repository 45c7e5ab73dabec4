r"""Lines end with a line feed.

## Why
A carriage return alone ends a line for some readers and not for others: what one shows as a
comment, another reads as a key. A pair of carriage return and line feed is accepted.

## Bad
```yaml incident.yaml, with escapes
title: Checkout answers with errors\rtags: [hidden]  # <- here
kind: incident
audience: staff
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
```
"""
