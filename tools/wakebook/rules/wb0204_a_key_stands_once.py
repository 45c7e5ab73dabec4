"""A key stands once in a mapping.

## Why
Of two equal keys one reader takes the first and another the last. A reviewer could approve
`audience: restricted` while the page is made from `audience: public`.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: restricted
audience: public  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: restricted
```
"""
