"""An incident that was merged is never removed or renamed.

## Why
Other records, links in chats and reports to customers name an incident by its id for years. A
record that should not have been opened is canceled, and one that was opened twice is merged into
the other.

## Bad
```yaml incident.yaml, removed
title: Checkout answers with errors
kind: incident
audience: staff
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: canceled}
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: canceled
  at: 2026-11-23T14:10Z
  by: user:ana
  text: It was a test of the monitoring.
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.rules.context import Context


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """A removed header is a removed incident."""
    del ctx
    for file in change.files:
        match file.path.split("/"):
            case ["incidents", _, incident, "incident.yaml"] if file.deed == "removed":
                sentence = (
                    f"the incident {incident} was merged and is removed here; put it back, "
                    "and cancel it or merge it into another one"
                )
                yield Claim((file.path,), sentence)
