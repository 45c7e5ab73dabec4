"""A link between two incidents stands in the logs of both.

## Why
Who reads one of the two has to find the other. Each relation has a word for the other side:
`parent` and `child`, `follow_up_of` and `followed_by`, `duplicate_of` and `duplicated_by`, `blocks`
and `blocked_by`; the other relations are the same from both sides. A closed log still takes links.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: follow_up_of  # <- here
  to: 2026-11-23-payments-slow
```
```yaml incidents/2026/2026-11-23-payments-slow/incident.yaml
title: Payments are slow
kind: incident
audience: staff
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: follow_up_of
  to: 2026-11-23-payments-slow
```
```yaml incidents/2026/2026-11-23-payments-slow/incident.yaml
title: Payments are slow
kind: incident
audience: staff
```
```yaml incidents/2026/2026-11-23-payments-slow/timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: followed_by
  to: 2026-11-23-checkout-errors
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log.proof import INVERSE
from wakebook.rules.context import Context
from wakebook.rules.incident_ids import looks_like_incident


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """An incident that is missing or broken has findings of its own."""
    for where, relation, target in incident.links:
        if not looks_like_incident(target) or target == incident.id:
            continue
        other = ctx.library.incidents.get(target)
        if other is None:
            continue
        back = INVERSE[relation]
        if not any(rel == back and to == incident.id for _, rel, to in other.links):
            sentence = (
                f"the log of {target} does not link back; add a link there, "
                f"rel: {back}, to: {incident.id}"
            )
            yield Claim(("timeline", where, "rel"), sentence)
