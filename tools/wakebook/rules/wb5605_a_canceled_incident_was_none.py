"""A canceled incident was none.

## Why
Canceling says that nothing was there. An incident that somebody repaired was one: canceled it would
close without notes, without a check, and nobody would count it.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: declared
  at: 2026-11-23T14:00Z
  by: user:ana
- kind: role
  at: 2026-11-23T14:00Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: severity
  at: 2026-11-23T14:00Z
  by: user:ana
  level: SEV2
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors  # <- here
kind: incident
audience: staff
components: [checkout]
closed: {status: canceled, severity: SEV2}
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: canceled
  at: 2026-11-25T09:00Z
  by: user:ana
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: declared
  at: 2026-11-23T14:00Z
  by: user:ana
- kind: role
  at: 2026-11-23T14:00Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: severity
  at: 2026-11-23T14:00Z
  by: user:ana
  level: SEV2
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: canceled, severity: SEV2}
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: canceled
  at: 2026-11-25T09:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.rules.closures import ending
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True
_WAS_ONE = ("mitigated", "resolved", "major_declared", "verification")


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Asked of the change that cancels."""
    for path, incident in ending(change, ctx):
        told = [kind.replace("_", " ") for kind in _WAS_ONE if kind in incident.by_kind]
        if incident.status == "canceled" and told:
            sentence = f"is canceled as none, and its log says {' and '.join(told)}; close it"
            yield Claim((path,), f"{sentence}, or take those entries back")
