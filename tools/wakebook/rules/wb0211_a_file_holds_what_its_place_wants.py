"""A header is a mapping and a log file is a list.

## Why
The place of a file says what it holds. A header that begins with a hyphen, or an entry of the log
without one, is a slip that would hide everything in the file.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
kind: observation  # <- here
at: 2026-11-23T14:03Z
by: user:ana
text: Every second request fails.
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""
