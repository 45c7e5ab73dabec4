"""A time is a moment: a date, a time with its zone, or `unknown`.

## Why
A time without a zone is a different instant for each reader, and a missing digit moves an outage by
years. The precision that is known is written (`2026-11`, `2026-11-23`, `2026-11-23T14:03Z`), and
what nobody knows is `unknown`, never midnight.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T9:06:14Z  # <- here
  by: user:ana
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T09:06:14Z
  by: user:ana
```
"""
