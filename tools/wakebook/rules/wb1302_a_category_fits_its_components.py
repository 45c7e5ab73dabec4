"""The category of an incident fits one of its components at least.

## Why
The taxonomy says for which kinds of component a category is meant: a certificate does not overflow,
and a database has no front end. A category that fits none of the components is a slip in one of
them, and the reports of both are wrong. While an incident is open this is a warning.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [edge]
category: database  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [edge, orders-db]
category: database
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Level
from wakebook.model.incident import Incident
from wakebook.rules.context import Context
from wakebook.rules.named import categories_of


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Judge the category that holds: the header's, else the latest of the log."""
    taxonomy, category = ctx.library.taxonomy, incident.category
    if taxonomy is None or category is None:
        return
    wanted = taxonomy.fits(category)
    if not wanted:
        return
    known = ctx.component_types
    types = {known[name] for name in incident.components if name in known}
    if types and not any(taxonomy.accepts(category, of) for of in types):
        named = ", ".join(sorted(types))
        sentence = f"{category} is meant for {', '.join(wanted)}, not for {named}; change one"
        route = next(r for r, c in categories_of(incident) if c == category)
        yield Claim(route, sentence, Level.WARNING if incident.is_open else None)
