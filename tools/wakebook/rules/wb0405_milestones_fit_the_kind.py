"""A record has the milestones of its kind.

## Why
An incident is detected and resolved, a maintenance is scheduled and completed. A milestone of the
other sort is usually a slip in `kind`, and durations would be counted for a record that has none.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: in_progress  # <- here
  at: 2026-11-23T14:03Z
  by: user:ana
```

## Good
```yaml incident.yaml
title: The checkout gets a new version
kind: maintenance
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: in_progress
  at: 2026-11-23T14:03Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log.milestones import PLANNED
from wakebook.rules.context import Context

LEVEL = "warning"
_UNPLANNED = frozenset(
    {"detected", "declared", "acknowledged", "triaged", "major_declared", "stood_down"}
)
_FOREIGN = {"incident": {*PLANNED}, "drill": {*PLANNED}, "maintenance": _UNPLANNED}


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """A notice may have any."""
    del ctx
    kind = incident.header.kind
    foreign = _FOREIGN.get(kind)
    if foreign is None:
        return
    for strange in foreign & incident.by_kind.keys():
        for line in incident.by_kind[strange]:
            sentence = f"{strange} is no milestone of a record of kind {kind}; change one of them"
            yield Claim(("timeline", line.id, "kind"), sentence)
