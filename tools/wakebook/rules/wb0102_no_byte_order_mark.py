r"""A record begins with its text, not with a byte order mark.

## Why
A byte order mark is invisible. Some readers drop it, others take it for a part of the first key,
and then the first key of the record is unknown.

## Bad
```yaml incident.yaml, with escapes
\xef\xbb\xbftitle: Checkout answers with errors  # <- here
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
