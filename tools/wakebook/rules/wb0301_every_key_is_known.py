"""Every key of a record is one that the format knows.

## Why
A mistyped key is a fact that nobody reads: `audiance: restricted` would leave the record as open as
if nothing had been written. The message names the key that was probably meant.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
sumary: Orders failed for an hour.  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
summary: Orders failed for an hour.
```
"""
