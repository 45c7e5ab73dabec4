"""A blocking action is done before its incident is closed.

## Why
An action is marked `blocking` because the incident may come back without it. Closed over an open
one, nobody looks there any more.

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
```yaml actions/own-pool.yaml
title: Give the price import a pool of its own
owner: user:ben
due: 2026-11-30
kind: prevent
blocking: true  # <- here
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
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml actions/own-pool.yaml
title: Give the price import a pool of its own
owner: user:ben
due: 2026-11-30
kind: prevent
blocking: true
status: done
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.postmortem import Action
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(action: Action, ctx: Context) -> Iterator[Claim]:
    """One that was dropped blocks nothing."""
    item = action.item
    incident = ctx.library.incidents.get(action.id.partition("/")[0])
    waits = item.blocking and item.status in ("open", "in_progress")
    if waits and incident is not None and incident.status == "closed":
        sentence = f"{action.id} blocks the closure and is {item.status}; do it, or drop it"
        yield Claim(("blocking",), sentence)
