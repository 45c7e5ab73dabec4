"""A level is the one that the matrix gives, or has a reason.

## Why
Impact and urgency are two questions that anybody can answer; the matrix makes one level of them, so
that two people rate the same harm alike. Who departs from it may be right, and says why, so that
the matrix can learn.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV3  # <- here
  impact: high
  urgency: high
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV3
  impact: high
  urgency: high
  reason: It is the test shop, which only we use.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Severity
from wakebook.rules.context import Context


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """The matrix in force at the time of recording judges it once."""
    policy = ctx.library.severity
    if policy is None:
        return
    for line in incident.by_kind.get("severity", ()):
        entry = line.entry
        if not isinstance(entry, Severity) or entry.reason is not None:
            continue
        if entry.impact is None or entry.urgency is None:
            continue
        given = policy.on(line.recorded.date()).level(entry.impact, entry.urgency)
        if given is not None and given != entry.level:
            sentence = (
                f"{entry.level} is not what the matrix gives for impact {entry.impact} and "
                f"urgency {entry.urgency}, which is {given}; write {given} or a `reason`"
            )
            yield Claim(("timeline", line.id, "level"), sentence)
