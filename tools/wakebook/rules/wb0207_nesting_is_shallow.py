"""Values are nested a few levels deep.

## Why
No record needs more than a few levels. Hundreds of brackets are an attack on the reader or on the
next tool behind it, which may use up its stack.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
tags: [[[[[[[[[[[[[[[[[[[deep]]]]]]]]]]]]]]]]]]]  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
tags: [shallow]
```
"""
