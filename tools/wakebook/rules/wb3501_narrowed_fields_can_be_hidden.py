"""A field that is kept from an audience exists and can be left out.

## Why
`audiences` narrows single fields. A misspelt name narrows nothing, and a field that every record of
its kind must have cannot be left out, so its content would be published although somebody meant to
keep it back. Narrow the whole record or entry instead.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: public
summary: The key of the payment provider was visible in the log.
audiences:
  sumary: restricted  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: public
summary: The key of the payment provider was visible in the log.
audiences:
  summary: restricted
```
"""

from collections.abc import Iterator
from typing import Any

from wakebook.model.finding import Claim, Route
from wakebook.model.incident import Incident
from wakebook.model.postmortem import Postmortem
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(record: Incident | Postmortem, ctx: Context) -> Iterator[Claim]:
    """Judge the record's own table and those of its entries."""
    del ctx
    yield from _judge((), record.header)
    for line in record.timeline if isinstance(record, Incident) else ():
        if line.entry.audiences is not None:
            yield from _judge(("timeline", line.id), line.entry)


def _judge(route: Route, value: Any) -> Iterator[Claim]:
    if value.audiences is None:
        return
    fields = {field.alias or name: field for name, field in type(value).model_fields.items()}
    optional = [name for name, field in fields.items() if not field.is_required()]
    for name in value.audiences:
        if name not in optional:
            wrong = "cannot be left out" if name in fields else "is no field here"
            advice = did_you_mean(name, optional, "narrow the whole record or entry")
            if name in fields:
                advice = "narrow the whole record or entry"
            yield Claim((*route, "audiences", name), f"{name} {wrong}; {advice}", on_key=True)
