"""A post-mortem is about the incident whose id its folder has.

## Why
The incident's page leads to the post-mortem through the folder's name, and the post-mortem leads
back through its list. If the folder's incident is not in the list, the two tell different stories.

## Bad
```markdown postmortem.md
---
incidents: [2026-10-05-payments-latency]  <!-- here -->
---
## Summary

Every second order failed for half an hour.

## Impact

About 200 orders were lost.

## Contributing factors

A setting was wrong.

## Lessons

Settings need a review.

## Action items

A review of settings.
```

## Good
```markdown postmortem.md
---
incidents: [2026-10-05-payments-latency, 2026-11-23-checkout-errors]
---
## Summary

Every second order failed for half an hour.

## Impact

About 200 orders were lost.

## Contributing factors

A setting was wrong.

## Lessons

Settings need a review.

## Action items

A review of settings.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.postmortem import Postmortem
from wakebook.rules.context import Context


def check(postmortem: Postmortem, ctx: Context) -> Iterator[Claim]:
    """Further incidents may be in the list."""
    del ctx
    if postmortem.id not in postmortem.header.incidents:
        sentence = f"{postmortem.id} is not in the list, but the folder has its name; add it"
        yield Claim(("incidents",), sentence)
