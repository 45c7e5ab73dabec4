"""An incident lasts longer than nothing.

## Why
The same minute for beginning and end is what people write when a record is entered afterwards and
nobody measured. Counted as a repair within no time, it makes every average look better than the
work was. The time that nobody knows is `unknown`.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: resolved
  at: 2026-11-23T14:03Z  # <- here
  by: user:ana
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: unknown
  by: user:ana
- kind: resolved
  at: 2026-11-23T14:03Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

LEVEL = "note"
_COARSE = ("unknown", "year", "month", "day")


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Two equal dates say little about the length; two equal minutes say nothing."""
    del ctx
    started = incident.milestones.get("started")
    resolved = incident.milestones.get("resolved")
    if started is None or resolved is None or started.precision in _COARSE:
        return
    if started.earliest == resolved.earliest and incident.header.kind == "incident":
        line = next(e for e in incident.by_kind["resolved"] if e.entry.at is resolved)
        sentence = "is the minute in which it started; write `unknown` for what nobody measured"
        yield Claim(("timeline", line.id, "at"), sentence)
