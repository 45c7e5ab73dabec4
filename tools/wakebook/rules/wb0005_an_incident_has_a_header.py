"""The folder of an incident has a header.

## Why
A log without `incident.yaml` has no title and no audience, so nobody can know who may read it. It
is often what a half-finished merge or a renamed folder leaves behind.

## Bad
```yaml incidents/2026/2026-11-23-search-empty/timeline/20261123T140322Z-7f3a.yaml
- kind: observation  # <- here
  at: 2026-11-23T14:03Z
  by: user:ana
  text: The search finds nothing.
```

## Good
```yaml incidents/2026/2026-11-23-search-empty/incident.yaml
title: The search finds nothing
kind: incident
audience: staff
```
```yaml incidents/2026/2026-11-23-search-empty/timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: The search finds nothing.
```
"""
