"""A number is written so that every reader sees the same number.

## Why
`010` is ten for one reader and eight for another; hexadecimal, infinity and numbers of many digits
differ as well. An id that looks like a number is text and wants quotes.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
references:
  - {system: orders, id: 0042}  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
references:
  - {system: orders, id: "0042"}
```
"""
