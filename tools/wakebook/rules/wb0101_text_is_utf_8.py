r"""The text of a record is UTF-8.

## Why
A byte that is not UTF-8 is read as another letter by each tool, so a name or an address can change
between the author's editor and the published page.

## Bad
```yaml incident.yaml, with escapes
title: Checkout at the caf\xe9 counter fails  # <- here
kind: incident
audience: staff
```

## Good
```yaml incident.yaml, with escapes
title: Checkout at the caf\xc3\xa9 counter fails
kind: incident
audience: staff
```
"""
