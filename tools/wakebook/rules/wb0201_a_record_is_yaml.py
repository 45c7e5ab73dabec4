"""A record is YAML that every reader takes the same way.

## Why
Text that is almost YAML is repaired differently by each reader. The usual reason is plain text with
a colon and a blank in it, or text that begins with a character that YAML keeps for itself.

## Bad
```yaml incident.yaml
title: Checkout: answers with errors  # <- here
kind: incident
audience: staff
```

## Good
```yaml incident.yaml
title: "Checkout: answers with errors"
kind: incident
audience: staff
```
"""
