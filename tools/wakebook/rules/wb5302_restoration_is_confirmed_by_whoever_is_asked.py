"""Whoever the policy names has confirmed the restoration.

## Why
Whether a service is good enough again is for those to say who depend on it. A team that confirms
its own repair hears of the rest from its customers.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        confirmed_by: [user:cleo]
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: confirmation
  at: 2026-11-23T15:30Z
  by: user:ana
  who: user:ana
  of: restoration
- kind: closed  # <- here
  at: 2026-11-23T18:00Z
  by: user:ana
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
        confirmed_by: [user:cleo]
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: confirmation
  at: 2026-11-23T15:30Z
  by: user:cleo
  who: user:cleo
  of: restoration
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Confirmation
from wakebook.model.log.proof import objection
from wakebook.rules.closures import before_the_end
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Asked where policies/closure.yaml names people; what was confirmed before a reopening not."""
    confirmed: set[str] = set()
    for line in before_the_end(incident):
        if line.entry.kind == "reopened":
            confirmed.clear()
        elif isinstance(line.entry, Confirmation) and not objection(line.entry):
            confirmed.add(line.entry.who)
    for demand in ctx.demands(incident):
        people = {who for named in demand.confirmed_by for who in ctx.roster.members(named)}
        if demand.confirmed_by and not confirmed & {*people, *demand.confirmed_by}:
            wanted = " or ".join(demand.confirmed_by)
            sentence = f"nobody of {wanted} has confirmed the restoration ({demand.name}); ask them"
            yield Claim(("timeline", incident.by_kind["closed"][-1].id), sentence)
