"""A file of a record is small enough to be read by a person.

## Why
A record is text that somebody reads. A huge file is a log or a dump by mistake, and it would make
every later check slow; such a file belongs into `evidence/`, cut to what proves the point.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml, 4000 times
- kind: observation  # <- here
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml, 4 times
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""
