"""Every decision of a closed incident was decided.

## Why
An open question in a closed record tells the next reader that something was not settled, or that it
was and nobody wrote down how. Both are what people look for when the same happens again.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: decision  # <- here
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: failover
  text: Do we fail over to the second region?
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: decision
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: failover
  text: Do we fail over to the second region?
- kind: decision
  at: 2026-11-23T14:13Z
  by: user:ana
  ref: failover
  chosen: wait
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Decision
from wakebook.rules.context import Context

LEVEL = "warning"
CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """A decision without a ref stands for itself."""
    del ctx
    if "decision" not in incident.by_kind or incident.status != "closed":
        return
    asked: dict[str, str] = {}
    chosen: set[str] = set()
    for line in incident.by_kind["decision"]:
        entry = line.entry
        if isinstance(entry, Decision):
            ref = entry.ref or line.id
            asked.setdefault(ref, line.id)
            if entry.chosen is not None:
                chosen.add(ref)
    for ref, where in asked.items():
        if ref not in chosen:
            sentence = "the incident is closed and this was never decided; add what was `chosen`"
            yield Claim(("timeline", where), sentence)
