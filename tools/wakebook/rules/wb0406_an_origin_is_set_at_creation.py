"""An origin is set by the change that creates a record, and stays.

## Why
A record with an `origin` tells of something that we did not run, so rules of conduct skip it. Set
later, it would excuse an incident of our own from all of them with one line; taken away, it would
let anybody change what was imported as if it were their own.

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
from wakebook.model.header import Header
from wakebook.rules.context import Context


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Look at headers that were there before."""
    for file in change.files:
        match file.path.split("/"):
            case ["incidents", _, incident, "incident.yaml"] if file.deed == "changed":
                before = change.before.incidents.get(incident)
                after = ctx.library.incidents.get(incident)
                if before and after and (sentence := _breach(before.header, after.header)):
                    yield Claim((file.path,), sentence)


def _breach(before: Header, after: Header) -> str | None:
    if after.origin and not before.origin:
        return (
            "origin was added to a record of our own; name the other system under "
            "`references` instead"
        )
    if before.origin and not after.origin:
        return "origin was taken from a record of something that others ran; put it back"
    return None
