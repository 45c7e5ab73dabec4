"""A record that is still worked on uses no category that was replaced.

## Why
A category that proved wrong stays in the taxonomy, so that old records keep their meaning. New ones
use what replaced it, or the two go on being counted apart.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
category: overload  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
category: capacity
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.named import categories_of

LEVEL = "warning"


def check(record: Incident | Runbook | Problem, ctx: Context) -> Iterator[Claim]:
    """An ended incident keeps the word that held at its time."""
    taxonomy = ctx.library.taxonomy
    if taxonomy is None or (isinstance(record, Incident) and not record.is_open):
        return
    for route, name in categories_of(record):
        category = taxonomy.by_id.get(name)
        if category is not None and category.replaced_by is not None:
            yield Claim(route, f"{name} was replaced; write {category.replaced_by}")
