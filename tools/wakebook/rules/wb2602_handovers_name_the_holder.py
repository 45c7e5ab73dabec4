"""Whoever takes over a role names the holder until now.

## Why
A hand-over is a conversation between two people. If the entry names somebody who did not hold the
role, one of the two does not know that it has changed hands. The commander has a rule of its own.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: scribe
  from: none
  to: user:cleo
- kind: role
  at: 2026-11-23T15:10Z
  by: user:ana
  role: scribe
  from: none  # <- here
  to: user:ben
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: scribe
  from: none
  to: user:cleo
- kind: role
  at: 2026-11-23T15:10Z
  by: user:ana
  role: scribe
  from: user:cleo
  to: user:ben
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import RoleChange
from wakebook.model.log.logged import Logged
from wakebook.rules.context import Context
from wakebook.rules.handover import wrong_handovers

LEVEL = "warning"
CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Each role is followed by itself."""
    del ctx
    by_role: dict[str, list[Logged]] = {}
    for line in incident.by_kind.get("role", ()):
        if isinstance(line.entry, RoleChange) and line.entry.role != "commander":
            by_role.setdefault(line.entry.role, []).append(line)
    for changes in by_role.values():
        yield from wrong_handovers(changes)
