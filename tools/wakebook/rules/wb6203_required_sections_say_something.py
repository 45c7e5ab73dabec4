"""No required section of a post-mortem is empty.

## Why
A heading without text, with a template's comment, with one letter or with "to be done" looks like
an answer in every list and is none. One honest sentence, such as "nobody noticed", is enough.

## Bad
```markdown postmortem.md
---
incidents: [2026-11-23-checkout-errors]
---
## Summary

Every second order failed for half an hour.

## Impact  <!-- here -->

TBD

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

import re
from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.postmortem import Postmortem
from wakebook.model.sections import without_comments
from wakebook.rules.context import Context
from wakebook.rules.placeholders import is_to_be_written
from wakebook.rules.required_sections import required

_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


def check(postmortem: Postmortem, ctx: Context) -> Iterator[Claim]:
    """Comments and further headings are no text."""
    wanted = required(postmortem, ctx)
    for section in postmortem.sections:
        if not is_to_be_written(_HEADING.sub("", without_comments(section.text))):
            continue
        if any(each.matches(section.title) for each in wanted):
            sentence = f"the section '{section.title}' says nothing; write a sentence"
            yield Claim(("body", section.line), sentence)
