r"""Spaces indent a line, tabs do not.

## Why
YAML does not allow tabs as indentation, and readers that allow them count them differently. What
belongs under which key then depends on the reader.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml, with escapes
- kind: observation
\tat: 2026-11-23T14:03Z  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""
