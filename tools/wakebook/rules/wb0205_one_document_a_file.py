"""A record's file holds one document and no directives.

## Why
Most readers stop at the end of the first document, so what follows is in the file and in no page.
Only the catalog, whose files belong to another tool, may hold several documents.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
---  # <- here
title: Another one
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
```
"""
