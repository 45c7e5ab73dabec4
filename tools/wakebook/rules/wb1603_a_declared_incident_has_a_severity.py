"""An incident that was declared has a severity.

## Why
Without a level nobody knows how fast to come, whom to tell and how often. The first guess is good
enough: a later entry changes it, and both stay in the log.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: declared  # <- here
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: declared
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV2
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

LEVEL = "warning"
CONDUCT = True
_GIVEN_UP = ("canceled", "merged")


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Look for any severity at all."""
    declared = incident.by_kind.get("declared")
    if declared is None or "severity" in incident.by_kind or ctx.library.severity is None:
        return
    if incident.header.kind == "incident" and incident.status not in _GIVEN_UP:
        sentence = "is declared without a severity; add a severity entry"
        yield Claim(("timeline", declared[0].id), sentence)
