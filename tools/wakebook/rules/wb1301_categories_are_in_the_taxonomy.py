"""A category is one of the taxonomy.

## Why
Reports, searches and recurring causes are counted by category. A word that the taxonomy does not
have makes a class of its own with one member. While an incident is open this is a warning.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
category: network/dsn  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
category: network/dns
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Level
from wakebook.model.incident import Incident
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.named import categories_of
from wakebook.rules.nearest import did_you_mean


def check(record: Incident | Runbook | Problem, ctx: Context) -> Iterator[Claim]:
    """Look every category up; a repository without a taxonomy has free words."""
    taxonomy = ctx.library.taxonomy
    if taxonomy is None:
        return
    for route, name in categories_of(record):
        if name not in taxonomy.by_id:
            running = isinstance(record, Incident) and record.is_open
            advice = did_you_mean(name, taxonomy.by_id, "see policies/taxonomy.yaml")
            sentence = f"{name} is not in the taxonomy; {advice}"
            yield Claim(route, sentence, Level.WARNING if running else None)
