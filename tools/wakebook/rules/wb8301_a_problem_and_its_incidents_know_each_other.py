"""A problem lists the incidents that link to it, and they link to the problem.

## Why
The workaround of a known error is found from the incident, and the cost of a problem is counted
from its incidents. With a link on one side only, one of the two ways ends.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: problem
  to: pool-too-small  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: problem
  to: wrong-settings
```
```yaml problems/wrong-settings.yaml
title: Settings reach production without a review
state: open
incidents: [2026-11-23-checkout-errors]
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

LEVEL = "warning"


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Judged from the incident, so that a problem never has to read all of its incidents."""
    listed = ctx.problems_of.get(incident.id, ())
    linked = {to: where for where, relation, to in incident.links if relation == "problem"}
    for problem, where in linked.items():
        if problem in ctx.library.problems and problem not in listed:
            sentence = f"problems/{problem}.yaml does not list {incident.id}; add it there"
            yield Claim(("timeline", where, "to"), sentence)
    for problem in listed:
        if problem not in linked:
            sentence = f"problems/{problem}.yaml lists it; add a link, rel: problem, to: {problem}"
            yield Claim((), sentence)
