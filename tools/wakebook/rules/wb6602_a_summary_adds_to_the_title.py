"""A summary says more than the title.

## Why
A summary that repeats the title takes the place of one that tells what happened, to whom and how it
ended. Leave it out until there is something to say.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
summary: Checkout answers with errors.  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
summary: For half an hour every second order failed; the last deployment was taken back.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

LEVEL = "note"


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Letter case and the last stop make no difference."""
    del ctx
    summary, title = incident.header.summary, incident.header.title
    if summary is None or len(summary) > len(title) + 3:
        return
    if summary.strip(" .\n").casefold() == title.strip(" .").casefold():
        yield Claim(("summary",), "repeats the title; say more, or leave it out")
