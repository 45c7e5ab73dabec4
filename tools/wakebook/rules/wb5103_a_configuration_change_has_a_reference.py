"""A configuration change of the resolution has a reference.

## Why
A setting that was changed in a hurry and is written down nowhere is undone by the next roll-out,
or stays for ever because nobody knows why it is there. A commit or a change request tells both.

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
  summary: The release of noon was taken back.
  actions:
    - {what: Took the release of noon back, tool: deploy}
  changes:
    - what: Limit of retries from 10 to 3  # <- here
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
  changes:
    - {what: Limit of retries from 10 to 3, ref: "shop/config#712"}
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
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Asked where policies/closure.yaml demands that changes are listed."""
    resolution = incident.header.resolution
    if resolution is None or not any("changes" in d.notes for d in ctx.demands(incident)):
        return
    for number, change in enumerate(resolution.changes):
        if change.ref is None:
            sentence = "has no `ref`; name the commit, the change request or the address of it"
            yield Claim(("resolution", "changes", number), sentence)
