"""Whatever has a beginning and an end ends after it begins.

## Why
A window that ends before it begins is empty: a maintenance that nobody is warned of, a decision
that is late as soon as it is asked, an access that never was. One of the two times is a slip.

## Bad
```yaml incident.yaml
title: The checkout gets a new version
kind: maintenance
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: scheduled
  at: 2026-11-23T14:03Z
  by: user:ana
  from: 2026-11-30T02:00Z
  until: 2026-11-30T01:00Z  # <- here
```

## Good
```yaml incident.yaml
title: The checkout gets a new version
kind: maintenance
audience: staff
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: scheduled
  at: 2026-11-23T14:03Z
  by: user:ana
  from: 2026-11-30T02:00Z
  until: 2026-11-30T03:00Z
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

_SPANS = {
    "scheduled": ("from_", "until"),
    "verification": ("from_", "until"),
    "decision": ("at", "decide_by"),
    "vendor": ("at", "until"),
    "update": ("posted_at", "edited_at"),
}


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare the two ends wherever both are known."""
    del ctx
    for kind, (first, last) in _SPANS.items():
        for line in incident.by_kind.get(kind, ()):
            begin, end = getattr(line.entry, first), getattr(line.entry, last)
            if begin is not None and end is not None and end.certainly_before(begin):
                sentence = f"{last} {end} lies before {first.rstrip('_')} {begin}; put one right"
                yield Claim(("timeline", line.id, last), sentence)
