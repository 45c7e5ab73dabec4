"""Every category stands once, below a category that is listed too.

## Why
Counts are added up along the tree. A part whose whole is not listed is counted nowhere, and of two
equal names only one is read.

## Bad
```yaml policies/taxonomy.yaml
schema: taxonomy
owner: group:web
review_by: 2027-03-31
categories:
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - id: network/dns  # <- here
    title: DNS
```

## Good
```yaml policies/taxonomy.yaml
schema: taxonomy
owner: group:web
review_by: 2027-03-31
categories:
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - {id: network, title: Network}
  - {id: network/dns, title: DNS}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.policy import TaxonomyPolicy
from wakebook.rules.context import Context


def check(taxonomy: TaxonomyPolicy, ctx: Context) -> Iterator[Claim]:
    """Parents may stand anywhere in the file."""
    del ctx
    seen: set[str] = set()
    for number, category in enumerate(taxonomy.categories):
        route = ("categories", number, "id")
        if category.id in seen:
            yield Claim(route, f"{category.id} is listed twice; remove one")
        if category.parent is not None and category.parent not in taxonomy.by_id:
            yield Claim(route, f"{category.parent} above it is not listed; add it")
        seen.add(category.id)
