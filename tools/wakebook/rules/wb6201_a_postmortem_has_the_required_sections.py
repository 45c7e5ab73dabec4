"""A post-mortem has the sections that the policy requires.

## Why
The sections are questions. A post-mortem that leaves one out has not asked it, and whoever compares
post-mortems later finds no answer in the usual place. The policy in force when it was published
counts, or on the day in its id. One that was imported together with its incident keeps the sections
that its authors gave it.

## Bad
```markdown postmortem.md
---
incidents: [2026-11-23-checkout-errors]
---
## Summary

Every second order failed for half an hour.

## Impakt  <!-- here -->

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
incidents: [2026-11-23-checkout-errors]
---
## Summary

Every second order failed for half an hour.

## Impact

About 200 orders were lost.

## Root cause

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
from wakebook.rules.nearest import did_you_mean
from wakebook.rules.required_sections import required


def check(postmortem: Postmortem, ctx: Context) -> Iterator[Claim]:
    """A heading that is nearly right is where the sentence points."""
    headings = {section.title: section.line for section in postmortem.sections}
    for wanted in required(postmortem, ctx):
        if any(wanted.matches(title) for title in headings):
            continue
        advice = did_you_mean(wanted.title, headings, "")
        near = advice.removeprefix("did you mean ").removesuffix("?")
        line = headings.get(near, 1)
        advice = f"is '{near}' meant for it?" if near else f"add it: {wanted.purpose}"
        yield Claim(("body", line), f"the section '{wanted.title}' is missing; {advice}")
