"""A key is text.

## Why
A mapping or a list as a key, or a number that is written in two ways, is refused by many languages
and turned into other text by the rest, so nobody could look the key up.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
audiences:
  [title]: public  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
audiences:
  summary: restricted
```
"""
