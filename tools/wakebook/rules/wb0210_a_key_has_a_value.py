"""A key has a value.

## Why
A key without a value may mean "none", "unknown" or "I was interrupted". A record says which: a key
that does not apply is left out, and a time that nobody knows is `unknown`.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
summary:  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
```
"""
