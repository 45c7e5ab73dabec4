"""Every category fits a kind of component that the catalog has.

## Why
A category is tied to kinds of component. If the catalog holds none of them, no incident can ever
have the category: the kind is misspelt, or the things were never entered.

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
  - id: database
    title: Database
    fits: ["resource:databse"]  # <- here
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
  - {id: database, title: Database, fits: ["resource:database"]}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.policy import TaxonomyPolicy
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

LEVEL = "warning"


def check(taxonomy: TaxonomyPolicy, ctx: Context) -> Iterator[Claim]:
    """A kind is ``resource`` or ``resource:database``; an empty catalog is not judged."""
    types = set(ctx.component_types.values())
    kinds = types | {of.partition(":")[0] for of in types}
    if not kinds:
        return
    for number, category in enumerate(taxonomy.categories):
        if category.fits and not kinds.intersection(category.fits):
            advice = did_you_mean(category.fits[0], sorted(kinds), "add them or mend the kind")
            sentence = f"the catalog has no {' or '.join(category.fits)}; {advice}"
            yield Claim(("categories", number, "fits"), sentence)
