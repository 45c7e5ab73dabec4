"""What a header says under `closed` is what its log arrives at.

## Why
`closed` is a summary for the reader, like a balance in a book: the log is the truth, and the two
must agree. While the incident is open the header says nothing that the log could contradict, so the
block is absent and goes again when the incident is reopened.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed:
  status: closed
  severity: SEV3  # <- here
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV2
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed:
  status: closed
  severity: SEV2
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV2
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare status and severity with the folds."""
    del ctx
    closed = incident.header.closed
    if closed is None:
        return
    if closed.status != incident.status:
        sentence = (
            f"says {closed.status}, but the log arrives at {incident.status}; "
            "add the missing milestone to the log, or remove `closed`"
        )
        yield Claim(("closed", "status"), sentence)
    if closed.severity != incident.severity:
        said, held = closed.severity or "no severity", incident.severity or "no severity"
        sentence = f"says {said}, but the log ends with {held}; write what the log says"
        yield Claim(("closed", "severity"), sentence)
