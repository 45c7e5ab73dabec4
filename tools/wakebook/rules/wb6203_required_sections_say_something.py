"""No required section of a post-mortem is empty.

## Why
A heading without text, with a template's comment, with one letter or with "to be done" looks like
an answer in every list and is none. One honest sentence, such as "nobody noticed", is enough. Nor
are contributing factors found where only `wakebook postmortem draft` wrote some down: it knows the
category and the links of the record, and no causes.

While it is written this is a warning, so that a draft can be committed. It is an error from the
moment the post-mortem is published or one of its incidents is closed.

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

from wakebook.model.blocks import without
from wakebook.model.finding import Claim, Level
from wakebook.model.postmortem import HINTS, Postmortem
from wakebook.model.sections import without_comments
from wakebook.rules.context import Context
from wakebook.rules.placeholders import is_to_be_written
from wakebook.rules.required_sections import required

_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


def check(postmortem: Postmortem, ctx: Context) -> Iterator[Claim]:
    """Comments and further headings are no text."""
    wanted = required(postmortem, ctx)
    level = None if _is_due(postmortem, ctx) else Level.WARNING
    for section in postmortem.sections:
        own = without(section.text, HINTS)
        if not _is_empty(own) or not any(each.matches(section.title) for each in wanted):
            continue
        what = "nothing" if _is_empty(section.text) else "only what the draft knew"
        sentence = f"the section '{section.title}' says {what}; write a sentence"
        yield Claim(("body", section.line), sentence, level)


def _is_due(postmortem: Postmortem, ctx: Context) -> bool:
    """Whether it has to be whole by now."""
    about = map(ctx.library.incidents.get, postmortem.header.incidents)
    closed = any(incident is not None and incident.is_closed for incident in about)
    return closed or postmortem.header.published is not None


def _is_empty(text: str) -> bool:
    return is_to_be_written(_HEADING.sub("", without_comments(text)))
