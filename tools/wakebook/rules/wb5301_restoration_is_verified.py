"""Restoration is verified after the last fix.

## Why
A fix that looks right to whoever made it is no proof. A check that passed before the last action
tells of a system that is no more; what counts is one that passed, or a person who tried it, after
nothing was touched again.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        verified: true
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: verification
  at: 2026-11-23T14:30Z
  by: user:ana
  check: orders can be paid
  result: passed
- kind: action
  at: 2026-11-23T14:40Z
  by: user:ana
  text: Took the release of noon back.
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
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
        verified: true
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: action
  at: 2026-11-23T14:40Z
  by: user:ana
  text: Took the release of noon back.
- kind: verification
  at: 2026-11-23T14:50Z
  by: user:ana
  check: orders can be paid
  result: passed
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.doubts import doubts
from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.closures import before_the_end
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Asked where policies/closure.yaml demands it; the latest word before the closure counts."""
    if not any(demand.verified for demand in ctx.demands(incident)):
        return
    why = next(iter(doubts(before_the_end(incident)).values()), "")
    if why:
        sentence = f"{why}; let a check pass, or somebody confirm, and close it after that"
        yield Claim(("timeline", incident.by_kind["closed"][-1].id), sentence)
