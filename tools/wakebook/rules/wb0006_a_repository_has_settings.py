"""A repository has its settings in `wakebook.yaml`.

## Why
The settings say which format the records have, in which zone a bare date is a day, and which
audiences there are. Without them the same record would mean something else on another machine.

## Bad
```yaml wakebook.yaml, absent
```

## Good
```yaml wakebook.yaml
format: 1
zone: UTC
```
"""
