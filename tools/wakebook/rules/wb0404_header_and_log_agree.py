"""Where the header and the log both name category or components, they agree.

## Why
While an incident runs, `classification` entries say what is known so far. The header says what is
true of the whole. If the two differ at the end, a report by category counts the incident in one
place and its page shows another. While the incident is open this is a warning.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
category: network/dns  # <- here
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: classification
  at: 2026-11-23T14:03Z
  by: user:ana
  category: change/configuration
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
category: change/configuration
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: classification
  at: 2026-11-23T14:03Z
  by: user:ana
  category: change/configuration
```
"""

from collections.abc import Iterator
from typing import Any

from wakebook.model.finding import Claim, Level
from wakebook.model.incident import Incident
from wakebook.rules.context import Context


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare the header with the last entry that says something."""
    del ctx
    lines = incident.by_kind.get("classification")
    if lines is None:
        return
    category = components = None
    for line in lines:
        entry: Any = line.entry
        category = entry.category or category
        components = entry.components or components
    header, level = incident.header, Level.WARNING if incident.is_open else None
    if header.category and category and header.category != category:
        sentence = f"is {header.category}, but the log ends with {category}; make them agree"
        yield Claim(("category",), sentence, level)
    if header.components and components and set(header.components) != set(components):
        named = ", ".join(components)
        sentence = f"differ from the log, which ends with {named}; make them agree"
        yield Claim(("components",), sentence, level)
