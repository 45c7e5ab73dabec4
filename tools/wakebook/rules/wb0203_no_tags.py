"""A value has no tag.

## Why
A tag tells a reader to make something else of the text, in some languages even to run code. Records
hold text, numbers, true and false; what a value means follows from its key.

## Bad
```yaml incident.yaml
title: !shout Checkout answers with errors  # <- here
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
