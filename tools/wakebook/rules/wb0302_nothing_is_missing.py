"""A record has every key that its kind demands.

## Why
Some things cannot be guessed: who may read a record, what happened, at what time. A key that is
missing is asked for, never filled in.

## Bad
```yaml incident.yaml
title: Checkout answers with errors  # <- here
kind: incident
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
```
"""
