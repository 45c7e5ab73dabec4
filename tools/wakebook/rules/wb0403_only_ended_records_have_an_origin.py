"""A record with an origin has ended, and only such a record gives its entries an audience.

## Why
`origin` marks a record of something that we did not run; the rules of conduct do not hold for it.
An incident that is still running is ours to run, so the mark would only switch the rules off. The
same holds for `entries_audience`, which would publish the log of our own incident.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
origin: {system: statuspage, id: k3x9}  # <- here
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
origin: {system: statuspage, id: k3x9}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
- kind: resolved
  at: unknown
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """A notice never runs, so it has no end either."""
    del ctx
    header = incident.header
    if header.origin is not None:
        if incident.is_open and header.kind != "notice":
            sentence = (
                f"is set, but the log arrives at {incident.status}; add `resolved` "
                "(at: unknown if nobody knows when), or remove `origin`"
            )
            yield Claim(("origin",), sentence)
    elif header.entries_audience is not None:
        sentence = "stands without `origin`; give each entry its own audience instead"
        yield Claim(("entries_audience",), sentence)
