"""A calendar that is named is in the catalog.

## Why
Two working days are counted on somebody's calendar. Where its name leads nowhere all hours count,
and a team is late on the Monday after a weekend that nobody worked.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        administration: P2D
        calendar: office  # <- here
```

## Good
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        administration: P2D
        calendar: office
```
```yaml catalog/office.yaml
apiVersion: wakebook.dev/v1
kind: Calendar
metadata:
  name: office
spec:
  zone: Europe/Berlin
  hours:
    monday: ["09:00-17:00"]
    tuesday: ["09:00-17:00"]
    wednesday: ["09:00-17:00"]
    thursday: ["09:00-17:00"]
    friday: ["09:00-15:00"]
  holidays:
    - {date: 2026-12-25, name: Christmas Day}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.policy import ClosurePolicy
from wakebook.model.policy.closure import OWNERS
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(policy: ClosurePolicy, ctx: Context) -> Iterator[Claim]:
    """Compare with the entities of `kind: Calendar`."""
    known = [e.name for e in ctx.library.catalog.entities if e.kind == "Calendar"]
    for number, rule in enumerate(policy.rules):
        for place, demand in enumerate(rule.demands):
            if demand.calendar not in (None, OWNERS, *known):
                advice = did_you_mean(demand.calendar or "", known, "add a `kind: Calendar`")
                sentence = f"{demand.calendar} is no calendar of the catalog; {advice}"
                yield Claim(("rules", number, "demands", place, "calendar"), sentence)
