"""The name of a file means the same file on every system.

## Why
Some systems take `Pool.md` and `pool.md` for one file, others cannot create a file named `aux` or
one whose name ends with a dot. A repository that holds such names cannot be checked out everywhere,
or loses a record there.

## Bad
```text evidence/aux.txt
  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""
