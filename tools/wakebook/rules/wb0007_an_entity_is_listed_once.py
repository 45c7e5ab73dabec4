"""A thing or person of the catalog is listed once.

## Why
Records name an entity by kind and name. If two files describe it, the one that is read last would
win on one machine and lose on another, with another owner or tier.

## Bad
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout  # <- here
spec:
  type: service
  owner: group:web
```

## Good
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: basket
spec:
  type: service
  owner: group:web
```
"""
