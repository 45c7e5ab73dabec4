"""A person of the catalog carries the id of their account.

## Why
Who approved or wrote something is proven by an account, and logins change. The numeric id in
`wakebook.dev/github-id` never does; without it nobody can tell that two accounts are one person.

## Bad
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: dan  # <- here
spec:
  memberOf: [web]
```

## Good
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: dan
  annotations:
    wakebook.dev/github-id: "104"
spec:
  memberOf: [web]
```
"""

from collections.abc import Iterator

from wakebook.model.catalog import Catalog
from wakebook.model.finding import Claim
from wakebook.rules.context import Context

LEVEL = "note"


def check(catalog: Catalog, ctx: Context) -> Iterator[Claim]:
    """Groups and vendors have no account."""
    del ctx
    for entity in catalog.users:
        if "wakebook.dev/github-id" not in entity.metadata.annotations:
            sentence = f"{entity.name} has no annotation wakebook.dev/github-id; add it"
            yield Claim(catalog.place(entity, "metadata", "name"), sentence)
