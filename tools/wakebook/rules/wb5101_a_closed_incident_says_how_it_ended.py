"""A closed incident says how it ended.

## Why
Whoever meets the same failure next looks for what helped last time: what was done, with which
tool, and which setting is different since. A list of changes that is empty says that there was
none; a list that is missing says nothing.

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
  summary: The release of noon was taken back.  # <- here
  actions:
    - {what: Took the release of noon back}  # <- here
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
  summary: The release of noon was taken back.
  actions:
    - {what: Took the release of noon back, tool: deploy}
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

from wakebook.model.finding import Claim
from wakebook.model.header import Resolution
from wakebook.model.incident import Incident
from wakebook.model.policy.closure import Demand
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Each part of the notes that policies/closure.yaml demands has to be there."""
    resolution = incident.header.resolution
    for demand in ctx.demands(incident):
        if demand.notes and resolution is None:
            sentence = f"closes without `resolution`, {_asked(demand)}; say how it ended"
            yield Claim(("resolution",), sentence)
        elif resolution is not None:
            yield from _missing(resolution, demand)


def _missing(resolution: Resolution, demand: Demand) -> Iterator[Claim]:
    if "actions" in demand.notes and not resolution.actions:
        yield Claim(("resolution",), f"has no `actions`, {_asked(demand)}; say what was done")
    if "changes" in demand.notes and "changes" not in resolution.model_fields_set:
        sentence = f"has no `changes`, {_asked(demand)}; list them, or write `changes: []` for none"
        yield Claim(("resolution",), sentence)
    for number, action in enumerate(resolution.actions):
        if "tools" in demand.notes and action.tool is None:
            what = f"{action.what[:60]!r} names no `tool`"
            sentence = f"{what}, {_asked(demand)}; say with what it was done"
            yield Claim(("resolution", "actions", number), sentence)


def _asked(demand: Demand) -> str:
    return f"which policies/closure.yaml demands ({demand.name})"
