"""An incident is not linked to itself and is not merged into itself.

## Why
An incident that is its own duplicate or goes on in itself sends the reader in a circle, and work
that was to go on elsewhere goes on nowhere. The id of the other incident was meant.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: duplicate_of
  to: 2026-11-23-checkout-errors  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: ticket
  to: jira:SHOP-1290
```
"""

from collections.abc import Iterator
from typing import Any

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

_SENTENCE = "names this incident itself; write the id of the other one"


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Look at links and at `merged`."""
    del ctx
    for where, _, target in incident.links:
        if target == incident.id:
            yield Claim(("timeline", where, "to"), _SENTENCE)
    for line in incident.by_kind.get("merged", ()):
        entry: Any = line.entry
        if entry.into == incident.id:
            yield Claim(("timeline", line.id, "into"), _SENTENCE)
