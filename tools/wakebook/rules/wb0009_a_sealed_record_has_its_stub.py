"""A sealed record has its stub.

## Why
Whoever has no key has to see that a record is there, how far it is, and that nobody has put another
one in its place: `sealed.yaml` stands in the clear beside the sealed files and names the digest of
the sealed header. A file that lies there in the clear as well tells the world what was sealed.

## Bad
```text incidents/2026/2026-11-23-search-empty/incident.yaml.age
age-encryption.org/v1  # <- here
```

## Good
```yaml incidents/2026/2026-11-23-search-empty/incident.yaml
title: The search finds nothing
kind: incident
audience: restricted
```
"""
