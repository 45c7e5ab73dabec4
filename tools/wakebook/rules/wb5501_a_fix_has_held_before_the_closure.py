"""A fix has held for a while before the closure.

## Why
Many failures come back within hours: a cache is cold, a queue is drained, the next peak arrives.
An incident that is closed at once is opened again under another name, and nobody sees the repeat.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        validation: PT2H
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed  # <- here
  at: 2026-11-23T16:00Z
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
        validation: PT2H
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.closing import may_close_from
from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """The time from `resolved` to `closed` against policies/closure.yaml; unknown is too short."""
    for demand in ctx.demands(incident):
        if demand.validation is None:
            continue
        closed = incident.milestones.get("closed")
        earliest = may_close_from(incident, demand, ctx.library, ctx.roster)
        if earliest is None or closed is None or closed.latest is None:
            known = "resolved" in incident.milestones
            told = "when it was resolved is not known" if known else "it was never resolved"
        elif closed.latest > earliest:
            continue
        else:
            told = f"it may close from {earliest:%Y-%m-%dT%H:%MZ} on"
        sentence = f"{told}, since {demand.name!r} wants {demand.validation}; close it later"
        yield Claim(("timeline", incident.by_kind["closed"][-1].id), sentence)
