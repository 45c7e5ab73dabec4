"""Major status ends after a passed verification and a confirmation.

## Why
A fix that looks right to those who made it is no proof that customers can work again. A check that
was run tells that it does, and somebody outside of the team who confirms it tells that it is
enough.

## Bad
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
from wakebook.model.log import Confirmation, Verification
from wakebook.model.log.proof import objection
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Both have to stand between the declaration and the end of the major status."""
    del ctx
    if "stood_down" not in incident.by_kind:
        return
    verified = confirmed = False
    for line in incident.timeline:
        entry = line.entry
        if entry.kind == "major_declared":
            verified = confirmed = False
        elif isinstance(entry, Verification):
            verified = entry.result == "passed" and not objection(entry)
        elif isinstance(entry, Confirmation):
            confirmed = confirmed or not objection(entry)
        elif entry.kind == "stood_down" and not (verified and confirmed):
            missing = [] if verified else ["passed verification"]
            missing += [] if confirmed else ["confirmation"]
            sentence = f"stands down without a {' and a '.join(missing)}; add it before"
            yield Claim(("timeline", line.id), sentence)
