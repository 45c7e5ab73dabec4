"""No incident is above itself in a chain of parents.

## Why
A parent closes after its children. In a circle of parents each waits for the next, and none of them
can ever close.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: parent  # <- here
  to: 2026-11-23-payments-slow
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: child
  to: 2026-11-23-payments-slow
```
```yaml incidents/2026/2026-11-23-payments-slow/incident.yaml
title: Payments are slow
kind: incident
audience: staff
```
```yaml incidents/2026/2026-11-23-payments-slow/timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: child
  to: 2026-11-23-checkout-errors
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: parent  # <- here
  to: 2026-11-23-checkout-errors
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: parent
  to: 2026-11-23-payments-slow
```
```yaml incidents/2026/2026-11-23-payments-slow/incident.yaml
title: Payments are slow
kind: incident
audience: staff
```
```yaml incidents/2026/2026-11-23-payments-slow/timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: child
  to: 2026-11-23-checkout-errors
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.waiting import above
from wakebook.rules.context import Context


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Climb from each parent until the chain ends or comes back."""
    for where, relation, target in incident.links:
        if relation != "parent" or target == incident.id:
            continue
        if incident.id in above(target, ctx.library):
            sentence = f"{target} is below this incident already; remove one of the links"
            yield Claim(("timeline", where, "rel"), sentence)
