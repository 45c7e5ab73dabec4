"""Whatever component a record names is in the catalog.

## Why
A component's owner, tier and dependencies stand in the catalog. A name that is not there has none
of them: the incident is on no component's page, in no report and on nobody's list. While an
incident is open this is a warning, so that nobody is stopped at night; before it closes it is an
error.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [chekout]  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Level
from wakebook.model.incident import Incident
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.named import components_of
from wakebook.rules.nearest import did_you_mean


def check(record: Incident | Runbook | Problem, ctx: Context) -> Iterator[Claim]:
    """Look every component up."""
    known = ctx.library.catalog.components
    level = Level.WARNING if isinstance(record, Incident) and record.is_open else None
    for route, name in components_of(record):
        if name not in known:
            advice = did_you_mean(name, known, "add it to the catalog or name another one")
            yield Claim(route, f"{name} is not in the catalog; {advice}", level)
