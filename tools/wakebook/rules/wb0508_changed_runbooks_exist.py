"""A runbook that an action has changed exists.

## Why
An action that is done says what it changed, so that the next reader finds it. A path below
`runbooks/` that leads to no file means that it was renamed, or never written. An action that is
still open may name a runbook that is to be written.

## Bad
```yaml actions/describe-failover.yaml
title: Describe the failover of the checkout
owner: user:ben
due: 2026-12-01
kind: document
status: done
changes: [runbooks/pool-exhaused.md]  # <- here
```

## Good
```yaml actions/describe-failover.yaml
title: Describe the failover of the checkout
owner: user:ben
due: 2026-12-01
kind: document
status: done
changes: [runbooks/pool-exhausted.md]
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.postmortem import Action
from wakebook.model.runbook import named_by, path_of
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

_PROMISED = ("open", "in_progress", "dropped")


def check(action: Action, ctx: Context) -> Iterator[Claim]:
    """Other paths and addresses are not ours to look up; one that is broken is there."""
    if action.item.status in _PROMISED:
        return
    runbooks = ctx.library.runbooks
    for number, path in enumerate(action.item.changes):
        if path.startswith("runbooks/") and named_by(path) not in runbooks:
            known = [path_of(name) for name in runbooks]
            advice = did_you_mean(path, known, "write the runbook or name the right one")
            yield Claim(("changes", number), f"there is no {path}; {advice}")
