"""A file of a record holds no more values and no longer texts than a person would write.

## Why
Tens of thousands of values in one file are data, not a record. They make each later check slow for
everybody; keep them as evidence, or in the system that made them.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml, 20050 times, found in line 20000
- kind
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: The whole list of failed orders is in the order system.
```
"""
