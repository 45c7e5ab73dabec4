"""A record lies in one repository.

## Why
Restricted records may lie in a repository of their own (`library_of`), which is read beside the
first one. An incident that lies in both has two truths, and policies in a repository that belongs
to another one judge nothing, though they look as if they did. Where the repository that judges is
not here, nothing is right or wrong.

## Bad
```yaml wakebook.yaml, line 1
format: 1
library_of: shop
```

## Good
```yaml wakebook.yaml
format: 1
```
"""
