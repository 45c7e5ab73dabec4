"""The access that a vendor got for an incident ends with it.

## Why
Access that was given in a hurry is forgotten in relief. A year later somebody outside still reads
production, and nobody knows why.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: vendor
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: acme
  vendor: vendor:acme-cdn
  access: logs of the edge  # <- here
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: vendor
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: acme
  vendor: vendor:acme-cdn
  access: logs of the edge
- kind: vendor
  at: 2026-11-23T17:00Z
  by: user:ana
  ref: acme
  access: none
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.waiting import unended_access
from wakebook.rules.context import Context

LEVEL = "warning"
CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """What was said last about each vendor's access holds; an end that was fixed is enough."""
    del ctx
    if "vendor" not in incident.by_kind or not incident.is_closed:
        return
    for access in unended_access(incident):
        sentence = "the incident is over and nothing ends this access; add `access: none`"
        yield Claim(("timeline", access.entry, "access"), sentence)
