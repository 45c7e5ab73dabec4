"""A change that ends an incident leaves what it is judged by as it was.

## Why
What a closure takes depends on the kind and the components of the record. Changed with it,
an incident would end as a drill, and an important service as one that nobody minds.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors  # <- here
kind: drill
audience: staff
components: [checkout]
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
kind: drill
audience: staff
components: [checkout]
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors
kind: drill
audience: staff
components: [checkout]
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
from wakebook.rules.closures import ending
from wakebook.rules.context import Context

CONDUCT = True


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """A change of its own before the end is seen by whoever approves the end."""
    for path, after in ending(change, ctx):
        before = change.before.incidents.get(after.id)
        for what in _changed(before, after) if before is not None else ():
            yield Claim((path,), f"ends, and {what} in the same change; change that before")


def _changed(before: Incident, after: Incident) -> Iterator[str]:
    if before.header.kind != after.header.kind:
        yield f"turns from {before.header.kind} into {after.header.kind}"
    gone = [name for name in before.components if name not in after.components]
    if gone:
        yield f"no longer names {', '.join(gone)}"
