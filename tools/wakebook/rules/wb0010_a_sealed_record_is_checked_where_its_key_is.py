"""A sealed record is checked where its key is.

## Why
Without a key nobody can say whether a sealed record is right: it is not refused, and it is not
called right either. The gate calls it unknown and waits, until it runs where git's setting
`wakebook.identity` names the file of a key.

## Bad
```text incidents/2026/2026-11-23-search-empty/incident.yaml.age
age-encryption.org/v1
```
```yaml incidents/2026/2026-11-23-search-empty/sealed.yaml
kind: incident  # <- here
audience: restricted
status: investigating
digest: 66c2c08ff126324347b09d35bf079722bacf8db334372cfdf61bd9573acbce0e
```

## Good
```yaml incidents/2026/2026-11-23-search-empty/incident.yaml
title: The search finds nothing
kind: incident
audience: restricted
```
"""
