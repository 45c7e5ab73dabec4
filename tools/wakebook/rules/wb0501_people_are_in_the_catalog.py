"""Whoever a record names is in the catalog.

## Why
A name that the catalog does not hold leads to nobody: no reminder reaches it, no review can be
asked of it, and two spellings of one person look like two. `system:` and `external:` need no entry.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:anna  # <- here
  text: Every second request fails.
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.gate.case import PolicyCases
from wakebook.model.incident import Incident
from wakebook.model.policy import (
    ApprovalsPolicy,
    ClosurePolicy,
    DisclosurePolicy,
    FollowupPolicy,
    MeasuresPolicy,
    PostmortemPolicy,
    SealingPolicy,
    SeverityPolicy,
    StatusPolicy,
    TaxonomyPolicy,
    VerificationPolicy,
    WordingPolicy,
)
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.named import FREE, people_of_cases, people_of_header, strangers_of_log
from wakebook.rules.nearest import did_you_mean


def check(
    record: Incident
    | Postmortem
    | Action
    | Runbook
    | Problem
    | ApprovalsPolicy
    | ClosurePolicy
    | DisclosurePolicy
    | FollowupPolicy
    | MeasuresPolicy
    | PostmortemPolicy
    | SealingPolicy
    | SeverityPolicy
    | StatusPolicy
    | TaxonomyPolicy
    | VerificationPolicy
    | WordingPolicy
    | PolicyCases,
    ctx: Context,
) -> Iterator[Claim]:
    """Look everybody up, in the header and in the log."""
    known = ctx.library.catalog.people
    header = record.item if isinstance(record, Action) else getattr(record, "header", record)
    strange = [
        (route, who)
        for route, who in people_of_header(header)
        if who not in known and not who.startswith(FREE)
    ]
    if isinstance(record, PolicyCases):
        strange += [(route, who) for route, who in people_of_cases(record) if who not in known]
    if isinstance(record, Incident):
        strange += strangers_of_log(record, known)
    for route, who in strange:
        advice = did_you_mean(who, known, "add an entry, or write external: and a name")
        yield Claim(route, f"{who} is not in the catalog; {advice}")
