"""A value has the form that its key wants.

## Why
A word that is none of those the format knows, an address that is none, a digest of the wrong
length: programs that read the record later rely on the form and would fail far from the mistake.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staf  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
```
"""
