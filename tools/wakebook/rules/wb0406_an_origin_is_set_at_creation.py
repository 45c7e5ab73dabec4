"""An origin is set by the change that creates a record.

## Why
A record with an `origin` tells of something that we did not run, so rules of conduct skip it. Set
later, it would excuse an incident of our own from all of them with one line.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: resolved
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors  # <- here
kind: incident
audience: staff
origin: {system: statuspage, id: k3x9}
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: resolved
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
references:
  - {system: statuspage, id: k3x9}
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.rules.context import Context


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Look at headers that were there before."""
    for file in change.files:
        match file.path.split("/"):
            case ["incidents", _, incident, "incident.yaml"] if file.deed == "changed":
                before = change.before.incidents.get(incident)
                after = ctx.library.incidents.get(incident)
                if before and after and after.header.origin and not before.header.origin:
                    yield Claim(
                        (file.path,),
                        "origin was added to a record of our own; name the other "
                        "system under `references` instead",
                    )
