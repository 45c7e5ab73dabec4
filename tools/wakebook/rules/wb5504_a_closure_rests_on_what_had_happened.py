"""A closure rests on what had happened when it was written down.

## Why
"It will hold until six" is a hope. Somebody who writes an end, a check or a confirmation ahead of
its time closes over a failure that may come back before then.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        administration: P3D
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T150122Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-23T18:00Z  # <- here
  by: user:ana
```

## Good
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        administration: P3D
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T150122Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
```
```yaml timeline/20261123T180022Z-91bc.yaml
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator
from datetime import timedelta

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True
_CLOCKS = timedelta(minutes=10)
"""So far the clocks of two machines may lie apart."""
_RESTS_ON = ("resolved", "verification", "confirmation", "closed")


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare with the time of recording, in the name of the file."""
    if not ctx.demands(incident):
        return
    for kind in _RESTS_ON:
        for line in incident.by_kind.get(kind, ()):
            at = line.entry.at.earliest
            if at is not None and at > line.recorded + _CLOCKS:
                written = f"{line.recorded:%Y-%m-%dT%H:%MZ}"
                sentence = f"{line.entry.at} had not come yet when it was written down at {written}"
                advice = "take it back (a correction, or --undo) and say it when it has happened"
                yield Claim(("timeline", line.id, "at"), f"{sentence}; {advice}")
