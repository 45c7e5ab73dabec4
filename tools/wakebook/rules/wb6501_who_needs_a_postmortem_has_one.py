"""A closed incident that needs a post-mortem has one.

## Why
What hurt, what comes back and what nobody has seen before is where an organisation learns, and the
days after the closure are when nobody has the time. The policy says which incidents these are; a
waiver with a reason, which somebody approves, says why one of them does without.

## Bad
```yaml policies/postmortem.yaml
schema: postmortem
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    sections:
      - {title: Summary, purpose: What happened.}
needs:
  - from: 2026-11-20
    cases:
      - name: Severe
        when: {severity: [SEV1]}
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
resolution: {summary: The release of noon was taken back.}
closed: {status: closed, severity: SEV1}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV1
  impact: high
  urgency: high
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed  # <- here
  at: 2026-11-23T18:00Z
  by: user:ana
```

## Good
```yaml policies/postmortem.yaml
schema: postmortem
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    sections:
      - {title: Summary, purpose: What happened.}
needs:
  - from: 2026-11-20
    cases:
      - name: Severe
        when: {severity: [SEV1]}
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
resolution: {summary: The release of noon was taken back.}
closed: {status: closed, severity: SEV1}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV1
  impact: high
  urgency: high
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
```markdown postmortem.md
---
incidents: [2026-11-23-checkout-errors]
---
## Summary

Every second order failed for half an hour.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.learning import need
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Its own post-mortem counts, or that of a linked incident which names it."""
    if incident.status != "closed" or any(ctx.library.postmortems_of(incident)):
        return
    found = need(incident, ctx.library, lasting=ctx.lasting, ends=incident.id in ctx.ending)
    if found.required:
        why = "; ".join(str(reason) for reason in found.reasons)
        sentence = (
            f"closes without a post-mortem, and needs one ({why}); "
            f"`wakebook postmortem draft {incident.id}` begins it"
        )
        yield Claim(("timeline", incident.by_kind["closed"][-1].id), sentence)
