"""Only an incident that was declared major stands down.

## Why
Standing down ends what declaring it major began. Without the declaration the criterion and the time
of the beginning are missing, and the duration of the major incident cannot be told.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: verification
  at: 2026-11-23T15:00Z
  by: user:ana
  check: orders can be paid
  result: passed
- kind: confirmation
  at: 2026-11-23T15:05Z
  by: user:cleo
  who: user:cleo
  of: restoration
- kind: stood_down  # <- here
  at: 2026-11-23T15:10Z
  by: user:ana
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: major_declared
  at: 2026-11-23T14:03Z
  by: user:ana
  criterion: No customer can pay.
- kind: verification
  at: 2026-11-23T15:00Z
  by: user:ana
  check: orders can be paid
  result: passed
- kind: confirmation
  at: 2026-11-23T15:05Z
  by: user:cleo
  who: user:cleo
  of: restoration
- kind: stood_down
  at: 2026-11-23T15:10Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Each declaration allows one standing down."""
    del ctx
    if "stood_down" not in incident.by_kind:
        return
    major = False
    for line in incident.timeline:
        if line.entry.kind == "major_declared":
            major = True
        elif line.entry.kind == "stood_down":
            if not major:
                sentence = "stands down, but was not major; add major_declared before it"
                yield Claim(("timeline", line.id), sentence)
            major = False
