"""A value stands where it is used, without anchors, aliases and merge keys.

## Why
An alias makes one place of a record depend on another: whoever mends one changes both. A few lines
of nested aliases can also grow to gigabytes when they are read.

## Bad
```yaml incident.yaml
title: &title Checkout answers with errors  # <- here
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
