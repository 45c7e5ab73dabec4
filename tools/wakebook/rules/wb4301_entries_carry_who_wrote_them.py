"""Entries of the log carry who wrote them.

## Why
A log without names cannot be asked. Months later the question is what somebody saw and why they did
what they did, and only they can answer it. An entry that a program writes names the program, such
as `system:alertmanager`.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation  # <- here
  at: 2026-11-23T14:03Z
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

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Corrections carry a name as well."""
    del ctx
    for line in incident.log:
        if line.entry.by is None:
            sentence = "does not say who wrote it; add `by`, such as by: user:ana"
            yield Claim(("timeline", line.id), sentence)
