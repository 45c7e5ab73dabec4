"""The sections of a post-mortem stand in the order of the policy.

## Why
A reader of many post-mortems looks for the impact where it always stands. Further sections may
stand between the required ones.

## Bad
```markdown postmortem.md
---
incidents: [2026-11-23-checkout-errors]
---
## Impact

About 200 orders were lost.

## Summary  <!-- here -->

Every second order failed for half an hour.

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
incidents: [2026-11-23-checkout-errors]
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
from itertools import pairwise

from wakebook.model.finding import Claim
from wakebook.model.postmortem import Postmortem
from wakebook.rules.context import Context
from wakebook.rules.required_sections import required


def check(postmortem: Postmortem, ctx: Context) -> Iterator[Claim]:
    """Compare each required section that is there with the one before it."""
    wanted = required(postmortem, ctx)
    placed = [
        (place, section)
        for section in postmortem.sections
        for place, each in enumerate(wanted)
        if each.matches(section.title)
    ]
    for (before, above), (place, section) in pairwise(placed):
        if place < before:
            sentence = f"'{section.title}' belongs above '{above.title}'; move it"
            yield Claim(("body", section.line), sentence)
