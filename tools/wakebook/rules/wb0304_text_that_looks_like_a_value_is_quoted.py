"""Text that YAML reads as a number, true or false stands in quotes.

## Why
Where text is wanted, `1201` is a number to every reader and `true` is no word. Quotes say that the
text is meant, and keep its zeros and its letter case.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
references:
  - {system: orders, id: 1201}  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
references:
  - {system: orders, id: "1201"}
```
"""
