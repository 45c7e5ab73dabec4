"""A path that an action changes lies in this repository.

## Why
What an action changes is looked up when it is done, and readers follow it. A path that leads out of
the repository proves nothing, and neither does one that is the whole of it.

## Bad
```yaml actions/alert-on-pool.yaml
title: Alert before the pool of connections is exhausted
owner: user:ben
due: 2026-12-01
kind: detect
changes:
  - ../../etc/passwd  # <- here
```

## Good
```yaml actions/alert-on-pool.yaml
title: Alert before the pool of connections is exhausted
owner: user:ben
due: 2026-12-01
kind: detect
changes:
  - monitoring/checkout.yaml
  - https://alerts.example/rules/7
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.postmortem import NOWHERE, Action, is_elsewhere, place
from wakebook.rules.context import Context

LEVEL = "warning"


def check(action: Action, ctx: Context) -> Iterator[Claim]:
    """Whether the file is there is asked when the action is done."""
    del ctx
    for number, change in enumerate(action.item.changes):
        if not is_elsewhere(change) and place(change) is None:
            yield Claim(("changes", number), NOWHERE)
