"""Entities of our own kinds say what they mean.

## Why
Backstage's entities belong to another tool and are read as they are. What is of a kind of ours is
read by nobody else: a key that is mistyped in a check would not be looked at, and the check would
pass for the wrong reason.

## Bad
```yaml catalog/more.yaml
apiVersion: wakebook.dev/v1
kind: Check
metadata:
  name: checkout-home
spec:
  type: http
  components: [checkout]
  url: https://ana@shop.example/  # <- here
  contians: [Basket]  # <- here
```

## Good
```yaml catalog/more.yaml
apiVersion: wakebook.dev/v1
kind: Check
metadata:
  name: checkout-home
spec:
  type: http
  components: [checkout]
  url: https://shop.example/
  contains: [Basket]
```
"""

from collections.abc import Iterator

from wakebook.model.catalog import Catalog
from wakebook.model.finding import Claim
from wakebook.model.own_kinds import is_ours, misfits
from wakebook.rules.context import Context


def check(catalog: Catalog, ctx: Context) -> Iterator[Claim]:
    """The words are those of the shape of any other file."""
    del ctx
    for entity in filter(is_ours, catalog.entities):
        for misfit in misfits(entity):
            route = catalog.place(entity, *misfit.claim.route)
            yield misfit.claim._replace(route=route)
