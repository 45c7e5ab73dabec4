"""The name of a file or folder has the form that its place demands.

## Why
An incident is found by its folder's name, a date and a slug below the folder of its year. A log
file's name begins with the UTC time of recording, which orders what was written at once in two
places. A name of another form belongs to no record.

## Bad
```yaml timeline/first-look.yaml
- kind: observation  # <- here
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
