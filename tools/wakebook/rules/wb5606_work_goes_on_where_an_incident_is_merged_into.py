"""The work on a merged incident goes on in one that is not over.

## Why
Merged into an incident that ended long ago, nobody works on it any more, and nobody has said how it
ended.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
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
components: [checkout]
closed: {status: merged}
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: merged
  at: 2026-11-25T09:00Z
  by: user:ana
  into: 2026-10-05-payments-latency
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: started
  at: 2026-11-23T14:00Z
  by: user:ana
```
```yaml incidents/2026/2026-11-23-payments-slow/incident.yaml, as merged
title: Payments are slow
kind: incident
audience: staff
```
```yaml incidents/2026/2026-11-23-payments-slow/timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: started
  at: 2026-11-23T14:00Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: merged}
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: merged
  at: 2026-11-25T09:00Z
  by: user:ana
  into: 2026-11-23-payments-slow
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.model.log import Merged
from wakebook.rules.closures import ending
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Asked of the change that merges: the other one may end later."""
    for path, incident in ending(change, ctx):
        line = incident.by_kind.get("merged", (None,))[-1]
        if incident.status != "merged" or line is None or not isinstance(line.entry, Merged):
            continue
        other = ctx.library.incidents.get(line.entry.into)
        if other is None or other.is_closed:
            state = "cannot be read" if other is None else f"is {other.status}"
            sentence = f"is merged into {line.entry.into}, which {state}; close it, or reopen that"
            yield Claim((path,), sentence)
