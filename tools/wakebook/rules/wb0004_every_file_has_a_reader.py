"""Every file in a record's folder is read by something.

## Why
A file that lies in the wrong place looks like a part of the record and is none: nobody checks it,
no page shows it, and its author believes that it was saved. Files that prove something belong into
`evidence/`.

## Bad
```text notes.txt
Every second request fails.  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""

LEVEL = "warning"
