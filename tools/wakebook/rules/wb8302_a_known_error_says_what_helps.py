"""A known error says what is known, and what helps until it is solved.

## Why
A problem counts as a known error once its cause is understood and a workaround exists (ITIL 4,
problem management). `wakebook links` shows the workaround to whoever is woken at night; a record
without one costs the minutes that it takes to read it, and gives nothing.

## Bad
```yaml problems/wrong-settings.yaml
title: Settings reach production without a review
state: known_error  # <- here
description: The deployment reads settings from the main branch.
incidents: []
```

## Good
```yaml problems/wrong-settings.yaml
title: Settings reach production without a review
state: known_error
description: The deployment reads settings from the main branch.
workaround: Put the last value that was known to be good back, and deploy again.
incidents: []
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.problem import Problem
from wakebook.rules.context import Context


def check(problem: Problem, ctx: Context) -> Iterator[Claim]:
    """The description is where a record says what is known of the cause."""
    del ctx
    header = problem.header
    if header.state != "known_error":
        return
    missing = [name for name in ("description", "workaround") if not getattr(header, name)]
    if missing:
        sentence = f"is a known error without {' and '.join(missing)}; add it, or write state: open"
        yield Claim(("state",), sentence)
