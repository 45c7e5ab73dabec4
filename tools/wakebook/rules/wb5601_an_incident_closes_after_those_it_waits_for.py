"""An incident closes after those it waits for.

## Why
A parent that is closed while a child is still worked on, or an incident that is blocked by another
one, tells everybody that the matter is over. Whoever waits for the work to end stops looking.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: child
  to: 2026-11-23-payments-slow
- kind: resolved
  at: 2026-11-23T14:04Z
  by: user:ana
```
```yaml incidents/2026/2026-11-23-payments-slow/incident.yaml, as merged
title: Payments are slow
kind: incident
audience: staff
```
```yaml incidents/2026/2026-11-23-payments-slow/timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: parent
  to: 2026-11-23-checkout-errors
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
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: child
  to: 2026-11-23-payments-slow
- kind: resolved
  at: 2026-11-23T14:04Z
  by: user:ana
```
```yaml incidents/2026/2026-11-23-payments-slow/incident.yaml, as merged
title: Payments are slow
kind: incident
audience: staff
```
```yaml incidents/2026/2026-11-23-payments-slow/timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: parent
  to: 2026-11-23-checkout-errors
- kind: resolved
  at: 2026-11-23T16:03Z
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

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.model.waiting import awaited, unreadable
from wakebook.rules.closures import ending
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Asked of the change that ends it: a child may be reopened later without its parent."""
    for path, incident in ending(change, ctx):
        for other, why in awaited(incident, ctx.library):
            if other.is_open:
                told = f"{other.id} {why} and is {other.status}"
                yield Claim((path,), f"ends, but {told}; end that first, or take the link back")
        for name in unreadable(incident, ctx.library):
            yield Claim((path,), f"waits for {name}, which cannot be read; mend that first")
