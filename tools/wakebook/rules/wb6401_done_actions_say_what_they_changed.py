"""An action that is done and was to document, train or detect says what it changed.

## Why
Findings reach people through runbooks, alert rules and training pages. "Done" without the page or
rule cannot be found by the next person on call, and cannot be proven.

## Bad
```yaml actions/describe-failover.yaml
title: Describe the failover of the checkout
owner: user:ben
due: 2026-12-01
kind: document
status: done  # <- here
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
from wakebook.rules.context import Context

LEVEL = "warning"
CONDUCT = True
_LEADS_SOMEWHERE = ("document", "train", "detect")


def check(action: Action, ctx: Context) -> Iterator[Claim]:
    """An imported item need not know."""
    del ctx
    item = action.item
    silent = item.kind in _LEADS_SOMEWHERE and not item.changes and not item.legacy
    if item.status == "done" and silent:
        sentence = "is done and does not say what it changed; add `changes` with path or address"
        yield Claim(("status",), sentence)
