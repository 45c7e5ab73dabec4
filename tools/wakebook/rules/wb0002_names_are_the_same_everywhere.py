r"""The name of a file means the same file on every system.

## Why
Some systems take `Pool.md` and `pool.md` for one file, others cannot create a file named `aux`, one
whose name ends with a dot or holds a colon, or one that lies too deep. A repository that holds such
names cannot be checked out everywhere, or loses a record there. A line break or an unseen character
lets a name show as another one in a list or a log.

So a path below the folder of the records has at most 200 bytes of UTF-8, no control, bidirectional
or other unseen character, and none of `\ : * ? " < > |`; no part of it ends with a dot or a blank,
or names a device of Windows. The gate asks the same of every new file elsewhere.

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
