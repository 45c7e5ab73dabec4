"""From declaration to end an incident has exactly one commander.

## Why
When two people command, two plans run against each other; when nobody does, none runs. Each
hand-over therefore names the holder until now (`from`) and the next one (`to`), so that the log
itself shows a hole or an overlap. The end is the resolution, and a reopened incident needs a
commander again. What was declared after its end needs none, and neither does a record of something
that we did not run.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: declared
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV2
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: role
  at: 2026-11-23T15:10Z
  by: user:ben
  role: commander
  from: none  # <- here
  to: user:ben
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: declared
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV2
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: role
  at: 2026-11-23T15:10Z
  by: user:ben
  role: commander
  from: user:ana
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

CONDUCT = True
_ENDS = frozenset({"resolved", "closed", "canceled", "merged"})
_TELLING = frozenset({"declared", "reopened", "role", *_ENDS})


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Follow the role from hand-over to hand-over, and look for times without a holder."""
    del ctx
    if "declared" not in incident.by_kind or incident.header.kind != "incident":
        return
    roles = incident.by_kind.get("role", ())
    yield from wrong_handovers([line for line in roles if _commands(line)])
    yield from _holes(incident)


def _commands(line: Logged) -> bool:
    return isinstance(line.entry, RoleChange) and line.entry.role == "commander"


def _holes(incident: Incident) -> Iterator[Claim]:
    """Walk along the timeline; a hole begins where work goes on without a holder."""
    declared = ended = held = False
    hole: Logged | None = None
    for line in incident.timeline:
        entry = line.entry
        if entry.kind not in _TELLING:
            continue
        if isinstance(entry, RoleChange):
            held = entry.to != "none" if entry.role == "commander" else held
        elif entry.kind == "declared":
            declared = True
        else:
            ended = entry.kind in _ENDS
        if not declared or ended or held:
            if hole is not None and hole.entry.at.certainly_before(entry.at):
                yield _nobody(hole, f"until {entry.at}")
            hole = None
        elif hole is None:
            hole = line
    if hole is not None:
        yield _nobody(hole, "from here on")


def _nobody(hole: Logged, how_long: str) -> Claim:
    left = isinstance(hole.entry, RoleChange)
    advice = "hand over to the next one" if left else "assign one with a role entry at this time"
    route = ("timeline", hole.id, "to") if left else ("timeline", hole.id)
    return Claim(route, f"nobody is commander {how_long}; {advice}")
