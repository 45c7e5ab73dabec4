"""Resolution notes say what was done.

## Why
"Issue resolved" tells that somebody wanted to be done. Whoever meets the failure again learns
nothing from it, and nobody can tell a repair from a failure that went away by itself.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        notes: [actions, tools, changes]
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
resolution:
  summary: The issue has been resolved.  # <- here
  actions:
    - what: Restarted it, works now  # <- here
      tool: systemctl
  changes: []
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

## Good
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        notes: [actions, tools, changes]
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
resolution:
  summary: Workers waited for a lock that a crashed one held; ending them freed it.
  actions:
    - what: Restarted the workers of the queue, one after the other
      tool: systemctl
  changes: []
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

from wakebook.model.finding import Claim, Route
from wakebook.model.header import Resolution
from wakebook.model.incident import Incident
from wakebook.rules.context import Context
from wakebook.rules.phrases import says_nothing

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Where policies/closure.yaml demands notes, each text of them is looked at."""
    resolution = incident.header.resolution
    if resolution is None or not any(demand.notes for demand in ctx.demands(incident)):
        return
    for route, text in _texts(resolution):
        if says_nothing(text):
            sentence = f"{text!r} says that it ended, not how; say what was done to what"
            yield Claim(("resolution", *route), sentence)


def _texts(resolution: Resolution) -> Iterator[tuple[Route, str]]:
    yield ("summary",), resolution.summary
    for number, action in enumerate(resolution.actions):
        yield ("actions", number, "what"), action.what
    for number, change in enumerate(resolution.changes):
        yield ("changes", number, "what"), change.what
