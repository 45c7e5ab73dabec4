"""The header of an ended record says how it ended.

## Why
Who opens a header wants to know at once whether the matter is over and how severe it was. Closure
writes that block; where it is missing, somebody wrote the last milestone by hand and left the rest.

## Bad
```yaml incident.yaml
title: Checkout answers with errors  # <- here
kind: incident
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml
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
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

LEVEL = "warning"
_SAID = ("closed", "canceled", "merged", "completed")


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Look for the block where the log has ended."""
    del ctx
    if incident.header.closed is None and incident.status in _SAID:
        severity = f", severity: {incident.severity}" if incident.severity else ""
        block = f"closed: {{status: {incident.status}{severity}}}"
        sentence = f"the log has ended and the header does not say so; add `{block}`"
        yield Claim(("closed",), sentence)
