"""An action item has an owner and a due date.

## Why
What nobody owns is done by nobody, and what has no date is done later. Items that were imported
without either are marked `legacy`, so that they can be counted and are never mistaken for a
promise.

## Bad
```yaml actions/review-settings.yaml
title: Review each change of a setting  # <- here
owner: user:ben
kind: prevent
```

## Good
```yaml actions/review-settings.yaml
title: Review each change of a setting
owner: user:ben
due: 2026-12-20
kind: prevent
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Level
from wakebook.model.postmortem import Action
from wakebook.rules.context import Context

CONDUCT = True


def check(action: Action, ctx: Context) -> Iterator[Claim]:
    """Nothing is asked of an item that was dropped."""
    del ctx
    item = action.item
    if item.legacy:
        sentence = "is for imported records, and this incident was ours; give an owner and a date"
        yield Claim(("legacy",), sentence, Level.WARNING)
    elif item.status != "dropped":
        if item.owner is None:
            yield Claim(("owner",), "has no owner; add `owner`, such as owner: group:web")
        if item.due is None:
            yield Claim(("due",), "has no date; add `due`, such as due: 2026-12-20")
