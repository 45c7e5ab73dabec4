"""A closed incident was resolved.

## Why
Nobody knows how long an incident took that was closed and never resolved, and perhaps it goes on.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: started
  at: 2026-11-23T14:00Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors  # <- here
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: closed
  at: 2026-11-25T09:00Z
  by: user:ana
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: started
  at: 2026-11-23T14:00Z
  by: user:ana
- kind: resolved
  at: 2026-11-23T14:50Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: closed
  at: 2026-11-25T09:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model import fold
from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.closures import closing
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Asked of the change that closes an incident; drills and notices have other ends."""
    for path, incident in closing(change, ctx):
        if incident.header.kind == "incident" and "resolved" not in incident.milestones:
            sentence = f"closes while it is {_before(incident)}; say when it was over"
            yield Claim((path,), f"{sentence}: wakebook log --resolved")


def _before(incident: Incident) -> str:
    """The status without the closure."""
    lines = [line for line in incident.timeline if line.entry.kind != "closed"]
    return fold.status(lines, incident.header.kind)
