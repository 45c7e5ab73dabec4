"""An entry tells of something that has happened when it is recorded.

## Why
A log file's name holds the time of recording. An entry that lies behind it tells of the future: the
date has a wrong digit, or a plan was written as a fact. A plan is a `scheduled` entry, or the
`decide_by` of a decision. A day is allowed for clocks that differ and files that were begun early.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T13:58Z
  by: user:ana
- kind: observation
  at: 2026-11-28T14:03Z  # <- here
  by: user:ana
  text: Every second request fails.
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""

from collections.abc import Iterator
from datetime import timedelta

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

LEVEL = "warning"
_ALLOWED = timedelta(days=1)


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare each entry with its file's name."""
    del ctx
    for line in incident.timeline:
        at = line.entry.at.earliest
        if at is not None and at > line.recorded and at - line.recorded > _ALLOWED:
            sentence = (
                f"{line.entry.at} lies behind the recording at {line.recorded:%Y-%m-%dT%H:%MZ}; "
                "put the time right"
            )
            yield Claim(("timeline", line.id, "at"), sentence)
