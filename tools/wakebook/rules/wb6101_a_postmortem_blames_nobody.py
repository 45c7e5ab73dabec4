"""A post-mortem blames nobody.

## Why
Whoever reads that a person failed stops asking, and whoever was named says less the next time. What
somebody did made sense with what was known; the text says what made it possible, what was known
then, and what would have shown or stopped it. A failing system may be named as freely as before.

## Bad
```markdown postmortem.md
---
incidents: [2026-11-23-checkout-errors]
---
## Summary

Every second order failed for half an hour.

## Impact

About 200 orders were lost.

## Contributing factors

The on-call engineer failed to follow the runbook.  <!-- here -->
It came down to human error.  <!-- here -->

## Lessons

Ana should have checked the plan of the migration.  <!-- here -->

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

The server failed to respond, and the runbook for it describes the version before.
One command reaches both sites, and nothing asks before it runs.

## Lessons

The plan of a migration is not shown in a review; it has to be.

## Action items

A review of settings.
```
"""

from collections.abc import Iterator

from wakebook.model.catalog import Catalog
from wakebook.model.finding import Claim, Level
from wakebook.model.postmortem import Postmortem
from wakebook.rules.blame import blamed
from wakebook.rules.context import Context

LEVEL = Level.WARNING
CONDUCT = True


def check(postmortem: Postmortem, ctx: Context) -> Iterator[Claim]:
    """Look at each sentence, with the names of the catalog's people."""
    for blame in blamed(postmortem.body, _names(ctx.library.catalog)):
        line = postmortem.body.count("\n", 0, blame.offset) + 1
        sentence = f"{blame.words!r} {blame.why}; {blame.instead}"
        yield Claim(("body", line), sentence)


def _names(catalog: Catalog) -> Iterator[str]:
    """The names by which people of the catalog are called in prose."""
    for user in catalog.users:
        yield user.title
        yield user.title.split()[0]
