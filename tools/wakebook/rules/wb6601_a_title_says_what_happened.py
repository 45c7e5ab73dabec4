"""A title says what happened to what.

## Why
A title is read in lists, searches and messages, without the rest. "Outage" or "Service incident" is
true of every record and helps to find none.

## Bad
```yaml incident.yaml
title: Service outage  # <- here
kind: incident
audience: staff
```

## Good
```yaml incident.yaml
title: Checkout answers with errors after a deployment
kind: incident
audience: staff
```
"""

import re
from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

LEVEL = "note"
_WORD = re.compile(r"[^\W\d_]+")
# fmt: off
_EMPTY = frozenset(
    {
        "a", "an", "the", "of", "on", "in", "with", "and", "or", "our", "some", "all", "is",
        "are", "was", "were", "has", "have", "incident", "incidents", "outage", "outages",
        "issue", "issues", "problem", "problems", "error", "errors", "failure", "failures",
        "degradation", "degraded", "disruption", "disrupted", "down", "downtime", "trouble",
        "alert", "alerts", "unknown", "untitled", "new", "test", "service", "services",
        "system", "systems", "application", "site", "website", "maintenance", "notice", "drill",
        "partial", "major", "minor", "critical", "urgent",
    }
)
# fmt: on


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """A title of nothing but common words says nothing."""
    del ctx
    title = incident.header.title
    if len(title) < 60 and _EMPTY.issuperset(_WORD.findall(title.casefold())):
        sentence = "is true of every record; say what happened to what"
        yield Claim(("title",), sentence)
