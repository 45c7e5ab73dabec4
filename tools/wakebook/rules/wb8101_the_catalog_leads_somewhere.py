"""What an entity of the catalog refers to is in the catalog.

## Why
Owners are called and dependencies are searched for the cause. A reference that leads nowhere calls
nobody. A catalog that is kept elsewhere may hold more than this copy, so this is a warning.

## Bad
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: basket
spec:
  type: service
  owner: group:webb  # <- here
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

from collections.abc import Iterator

from wakebook.model.catalog import Catalog, short
from wakebook.model.finding import Claim
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

LEVEL = "warning"
_RELATIONS = (
    "owner",
    "system",
    "domain",
    "parent",
    "children",
    "members",
    "memberOf",
    "dependsOn",
    "consumesApis",
    "providesApis",
    "subcomponentOf",
)


def check(catalog: Catalog, ctx: Context) -> Iterator[Claim]:
    """Names alone are compared: Backstage lets a reference leave out its kind."""
    del ctx
    known = {entity.name for entity in catalog.entities}
    for entity in catalog.entities:
        for relation in _RELATIONS:
            value = entity.spec.get(relation)
            listed = value if isinstance(value, list) else [value]
            for number, reference in enumerate(listed):
                if not isinstance(reference, str) or short(reference) in known:
                    continue
                step = (relation, number) if isinstance(value, list) else (relation,)
                advice = did_you_mean(short(reference), known, "add it or mend the name")
                sentence = f"{reference} is not in the catalog; {advice}"
                yield Claim(catalog.place(entity, "spec", *step), sentence)
