"""After closure a log takes only entries that look back.

## Why
Closure is a promise that the record is complete; figures and reports are made from it. What comes
later is a correction, a link, an update or its delivery and receipt, or the feedback of those who
took part. Anything else means that the work goes on, and then the incident is reopened first.
Where the line came to main while a closure waited to be merged, the closure is what is mended: take
it back with `wakebook log --undo`, and close the incident again behind that line.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: closed
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: action  # <- here
  at: 2026-11-25T09:00Z
  by: user:ana
  text: Restarted the checkout.
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: closed
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: reopened
  at: 2026-11-25T09:00Z
  by: user:ana
- kind: action
  at: 2026-11-25T09:00Z
  by: user:ana
  text: Restarted the checkout.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.fold import CLOSED, LOOKS_BACK
from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare times of recording: what one file holds was written at once."""
    del ctx
    if not CLOSED & incident.by_kind.keys():
        return
    standing = {line.id for line in incident.timeline}
    closing: Logged | None = None
    for line in (line for line in incident.log if line.id in standing):
        kind = line.entry.kind
        if kind == "reopened":
            closing = None
        elif closing and line.recorded > closing.recorded and kind not in LOOKS_BACK:
            sentence = (
                f"was recorded after the incident was {closing.entry.kind} at {closing.entry.at}; "
                "reopen it first, or write a correction; if the closure is not merged yet, make "
                "it anew: `wakebook log --undo`, then close it again"
            )
            yield Claim(("timeline", line.id), sentence)
        elif kind in CLOSED:
            closing = closing or line
