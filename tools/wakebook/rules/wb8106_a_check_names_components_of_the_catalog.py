"""A check names components of the catalog.

## Why
Which checks are run follows from the components that an incident names. One that names what nobody
knows is never run, and the restoration that it should tell of is never verified.

## Bad
```yaml catalog/more.yaml
apiVersion: wakebook.dev/v1
kind: Check
metadata:
  name: checkout-home
spec:
  type: http
  components: [chekout]  # <- here
  url: https://shop.example/
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
```
"""

from collections.abc import Iterator

from wakebook.model.catalog import Catalog
from wakebook.model.checks import is_check
from wakebook.model.finding import Claim
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(catalog: Catalog, ctx: Context) -> Iterator[Claim]:
    """Whatever else a check says wrong, its components are looked at."""
    del ctx
    known = catalog.components
    for entity in filter(is_check, catalog.entities):
        listed = entity.spec.get("components")
        for number, name in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(name, str) and name not in known:
                advice = did_you_mean(name, known, "add it or mend the name")
                sentence = f"{name} is no component of the catalog; {advice}"
                yield Claim(catalog.place(entity, "spec", "components", number), sentence)
