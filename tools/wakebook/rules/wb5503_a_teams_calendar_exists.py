"""The calendar of a team is in the catalog.

## Why
A team's limits are counted in its working hours. Where the annotation leads nowhere all hours
count, and nobody sees why a closure is said to be late.

## Bad
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: orders
  annotations:
    wakebook.dev/calendar: office  # <- here
spec:
  type: team
  children: []
```

## Good
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: orders
  annotations:
    wakebook.dev/calendar: office
spec:
  type: team
  children: []
---
apiVersion: wakebook.dev/v1
kind: Calendar
metadata:
  name: office
spec:
  hours:
    monday: ["09:00-17:00"]
```
"""

from collections.abc import Iterator

from wakebook.model.catalog import Catalog
from wakebook.model.closing import CALENDAR
from wakebook.model.finding import Claim
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

LEVEL = "warning"


def check(catalog: Catalog, ctx: Context) -> Iterator[Claim]:
    """A catalog that is kept elsewhere may hold more than this copy."""
    del ctx
    known = [e.name for e in catalog.entities if e.kind == "Calendar"]
    for entity in catalog.entities:
        named = entity.metadata.annotations.get(CALENDAR) if entity.kind == "Group" else None
        if named is not None and named not in known:
            advice = did_you_mean(named, known, "add a `kind: Calendar`")
            sentence = f"{named} is no calendar of the catalog; {advice}"
            yield Claim(catalog.place(entity, "metadata", "annotations", CALENDAR), sentence)
