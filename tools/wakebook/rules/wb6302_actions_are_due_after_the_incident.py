"""An action item is due after its incident began.

## Why
An action follows from what happened. A date before it has a wrong year or month, and the item would
be overdue from its first day.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml actions/review-settings.yaml
title: Review each change of a setting
owner: user:ben
due: 2025-12-20  # <- here
kind: prevent
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml actions/review-settings.yaml
title: Review each change of a setting
owner: user:ben
due: 2026-12-20
kind: prevent
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.postmortem import Action
from wakebook.rules.context import Context


def check(action: Action, ctx: Context) -> Iterator[Claim]:
    """Compare with the beginning, where both are known."""
    due = action.item.due
    incident = None if due is None else ctx.library.incidents.get(action.incident)
    began = None if incident is None else incident.began
    if due is not None and began is not None and due.certainly_before(began):
        sentence = f"{due} lies before the incident, which began at {began}; put the date right"
        yield Claim(("due",), sentence)
