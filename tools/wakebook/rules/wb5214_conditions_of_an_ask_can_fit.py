"""The conditions of a policy can fit some record.

## Why
A level that the severity policy does not have, or a tier or risk that no component carries, fits
nothing but what is unknown. Whoever wrote the condition believes that somebody is asked, or that
something is demanded, and nobody is and nothing.

## Bad
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners: {approvals: 1, from: [group:web]}
    asks:
      - name: End of a severe incident
        on: [closed]
        when: {severity: [SEV0]}  # <- here
        require: {approvals: 1, from: [group:web]}
```

## Good
```yaml policies/approvals.yaml
schema: approvals
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    owners: {approvals: 1, from: [group:web]}
    asks:
      - name: End of a severe incident
        on: [closed]
        when: {severity: [SEV1]}
        require: {approvals: 1, from: [group:web]}
```
"""

from collections.abc import Iterator, Sequence

from wakebook.model.catalog import Catalog
from wakebook.model.finding import Claim, Route
from wakebook.model.policy import ApprovalsPolicy, ClosurePolicy, PostmortemPolicy
from wakebook.model.policy.approvals import Ask
from wakebook.model.policy.closure import Demand
from wakebook.model.policy.conditions import Conditions
from wakebook.model.policy.postmortem import NeedCase
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

LEVEL = "warning"


def check(
    policy: ApprovalsPolicy | ClosurePolicy | PostmortemPolicy, ctx: Context
) -> Iterator[Claim]:
    """Compare words with those that are in use; where none is in use yet, any may come."""
    catalog = ctx.library.catalog
    known = {
        "severity": ("a level of policies/severity.yaml", set(ctx.library.ranks)),
        "tier": ("the tier of a component", _used(catalog, "tier")),
        "risk": ("the risk of a component", _used(catalog, "risk")),
    }
    for route, when in _conditions(policy):
        for key, (what, words) in known.items():
            for position, word in enumerate(getattr(when, key)):
                if words and word not in words:
                    advice = did_you_mean(word, words, f"there are {', '.join(sorted(words))}")
                    yield Claim((*route, key, position), f"{word} is not {what}; {advice}")


def _conditions(
    policy: ApprovalsPolicy | ClosurePolicy | PostmortemPolicy,
) -> Iterator[tuple[Route, Conditions]]:
    """Every `when` with its route."""
    listed: list[tuple[str, Sequence[Ask | Demand | NeedCase]]]
    match policy:
        case ApprovalsPolicy():
            key, listed = "rules", [("asks", rule.asks) for rule in policy.rules]
        case ClosurePolicy():
            key, listed = "rules", [("demands", rule.demands) for rule in policy.rules]
        case PostmortemPolicy():
            key, listed = "needs", [("cases", rule.cases) for rule in policy.needs]
    for number, (name, parts) in enumerate(listed):
        for place, part in enumerate(parts):
            yield (key, number, name, place, "when"), part.when


def _used(catalog: Catalog, name: str) -> set[str]:
    annotations = (entity.metadata.annotations for entity in catalog.components.values())
    return {said[f"wakebook.dev/{name}"] for said in annotations if f"wakebook.dev/{name}" in said}
