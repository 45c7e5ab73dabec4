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
```yaml timeline/20261123T190022Z-7f3a.yaml
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
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.closing import calendar_missing, may_close_from
from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """The time from `resolved` to `closed` against policies/closure.yaml; unknown is too short."""
    for demand in ctx.demands(incident):
        if demand.validation is None:
            continue
        closed = incident.by_kind["closed"][-1]
        earliest = may_close_from(incident, demand, ctx.library, ctx.roster)
        known = closed.entry.at.latest
        missing = calendar_missing(demand, ctx.library)
        held = (
            known is not None and earliest is not None and min(known, closed.recorded) >= earliest
        )
        if held and not missing:
            continue
        wanted = f"{demand.name!r} wants a fix to hold for {demand.validation}"
        if missing:
            told = f"{wanted} by the calendar {demand.calendar}, which cannot be read; mend that"
        elif earliest is not None:
            told = f"{wanted}; close it from {earliest:%Y-%m-%dT%H:%MZ} on"
        elif "resolved" in incident.milestones:
            told = f"when the last fix was made is not known, and {wanted}; say when it was"
        elif "reopened" in incident.by_kind:
            told = f"it was reopened and not resolved since, and {wanted}; say when it was over"
        else:
            told = f"it was never resolved, and {wanted}; say first when it was over"
        yield Claim(("timeline", closed.id), told)
