"""A runbook says what the trouble means and what to do.

## Why
Whoever opens a runbook at night asks two things: is this my trouble, and what do I do now? The
sections Meaning and Mitigation answer them, in the same place of every runbook.

## Bad
```markdown runbooks/empty-search.md
---
title: The search finds nothing
owner: group:web
---
## Meaning  <!-- here -->

The index is empty.
```

## Good
```markdown runbooks/empty-search.md
---
title: The search finds nothing
owner: group:web
---
## Meaning

The index is empty.

## Mitigation

Build the index again.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context

LEVEL = "note"
_WANTED = ("Meaning", "Mitigation")


def check(runbook: Runbook, ctx: Context) -> Iterator[Claim]:
    """Letter case does not matter."""
    del ctx
    titles = {section.title.casefold() for section in runbook.sections}
    missing = [title for title in _WANTED if title.casefold() not in titles]
    if missing:
        sentence = f"has no section {' and no section '.join(missing)}; add it"
        yield Claim(("body", 1), sentence)
