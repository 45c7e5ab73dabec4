r"""Records are ordinary files.

## Why
A symbolic link can lead out of the repository, a submodule is another repository, and an executable
bit does nothing for a record. Readers on other systems would see something else than git holds, so
only files of mode 100644 are read.

## Bad
```text evidence/graph.txt, a link
/etc/hostname
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""
