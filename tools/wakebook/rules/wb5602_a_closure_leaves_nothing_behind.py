"""A closure leaves nothing behind that the policy wants to see over.

## Why
A child that was resolved may still hold up its parent: by an action without which the failure comes
back, by a cause that nobody has a workaround for, by a vendor who still reads production. Behind
a closed incident nobody looks for them.

## Bad
```yaml policies/closure.yaml, as merged
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        waits_for: [problems]
```
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T150322Z-7f3a.yaml, as merged
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: problem
  to: price-import
- kind: resolved
  at: 2026-11-23T14:10Z
  by: user:ana
```
```yaml problems/price-import.yaml, as merged
title: The import of prices takes all connections
state: open
incidents: [2026-11-23-checkout-errors]
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
```yaml policies/closure.yaml, as merged
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        waits_for: [problems]
```
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T150322Z-7f3a.yaml, as merged
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: problem
  to: price-import
- kind: resolved
  at: 2026-11-23T14:10Z
  by: user:ana
```
```yaml problems/price-import.yaml, as merged
title: The import of prices takes all connections
state: known_error
description: The import opens a connection for each price and closes none.
workaround: Stop the import while the queue of checkout is longer than a minute.
incidents: [2026-11-23-checkout-errors]
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
from wakebook.model.waiting import awaited, unended_access
from wakebook.rules.closures import closing
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Asked of the change that closes, of the incident and of all that it waits for."""
    for path, incident in closing(change, ctx):
        below = [other for other, _ in awaited(incident, ctx.library)]
        for demand in ctx.demands(incident):
            for kind in demand.waits_for:
                for sentence in _LEFT[kind](incident, below, ctx):
                    yield Claim((path,), f"closes, but {sentence} ({demand.name})")


def _actions(incident: Incident, below: list[Incident], ctx: Context) -> Iterator[str]:
    """Those of the incident itself are refused by a rule about action items."""
    del incident
    for other in below:
        for action in ctx.library.actions.get(other.id, ()):
            item = action.item
            if item.blocking and item.status in ("open", "in_progress"):
                yield f"{action.id} blocks and is {item.status}; do it, or drop it with a reason"


def _problems(incident: Incident, below: list[Incident], ctx: Context) -> Iterator[str]:
    found = [name for each in (incident, *below) for name in _linked(each, ctx)]
    for name in dict.fromkeys(found):
        problem = ctx.library.problems.get(name)
        if problem is None and name in ctx.library.problems:
            yield f"problems/{name}.yaml cannot be read; mend it"
        if problem and problem.header.state == "open" and not problem.header.workaround:
            yield f"problems/{name}.yaml is open; write down what helps until it is solved"


def _linked(incident: Incident, ctx: Context) -> tuple[str, ...]:
    links = tuple(to for _, relation, to in incident.links if relation == "problem")
    return (*links, *ctx.problems_of.get(incident.id, ()))


def _vendors(incident: Incident, below: list[Incident], ctx: Context) -> Iterator[str]:
    del ctx
    for each in (incident, *below):
        for access in unended_access(each):
            yield f"{access.vendor} still has access to {access.access} by {each.id}; end it"


_LEFT = {"actions": _actions, "problems": _problems, "vendors": _vendors}
