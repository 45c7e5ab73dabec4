r"""Every character of a record can be seen and means what it shows.

## Why
Control characters, zero-width characters and those that turn the direction of text let a record
show a reviewer something else than a program reads.

## Bad
```yaml incident.yaml, with escapes
title: Check\xe2\x80\x8bout answers with errors  # <- here
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
