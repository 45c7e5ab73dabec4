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
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

CONDUCT = True
_WAITS_FOR = {"child": "is a part of this one", "blocked_by": "blocks this one"}


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Asked of the change that closes: a child may be reopened later without its parent."""
    for path, incident in _closing(change, ctx):
        for _, relation, target in incident.links:
            other = ctx.library.incidents.get(target) if relation in _WAITS_FOR else None
            if other is not None and other.is_open:
                why = f"{target} {_WAITS_FOR[relation]} and is {other.status}"
                yield Claim((path,), f"closes, but {why}; end that first, or take the link back")


def _closing(change: Change, ctx: Context) -> Iterator[tuple[str, Incident]]:
    """The incidents that the change closes, with the path of their header."""
    touched = {tuple(f.path.split("/")[:3]) for f in change.files if f.path[:10] == "incidents/"}
    for folder in sorted(touched):
        after = ctx.library.incidents.get(folder[-1])
        before = change.before.incidents.get(folder[-1])
        if after and after.status == "closed" and not (before and before.is_closed):
            yield f"{'/'.join(folder)}/incident.yaml", after
