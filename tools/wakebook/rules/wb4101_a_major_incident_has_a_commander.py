"""A major incident has a commander when it is declared major.

## Why
Major status calls in people from everywhere, and they need somebody to turn to. Who declares it
names the commander in the same breath.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: major_declared  # <- here
  at: 2026-11-23T14:03Z
  by: user:ana
  criterion: No customer can pay.
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
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Somebody has to hold the role at that very time, as far as times are known."""
    del ctx
    for line in incident.by_kind.get("major_declared", ()):
        if not _commanded(incident, line.entry.at):
            sentence = "is declared major without a commander; add a role entry for one"
            yield Claim(("timeline", line.id), sentence)


def _commanded(incident: Incident, at: Moment) -> bool:
    return any(
        not at.certainly_before(tenure.since)
        and (tenure.until is None or not tenure.until.certainly_before(at))
        for tenure in incident.holders("commander")
    )
