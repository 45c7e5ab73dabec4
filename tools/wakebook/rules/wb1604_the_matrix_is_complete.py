"""The severity matrix gives a level for every impact and urgency, and nothing else.

## Why
A hole in the matrix is met at night, by the person who has to rate the first incident of that sort.
A row, a column or a level that is not listed cannot be read by anybody.

## Bad
```yaml policies/severity.yaml
schema: severity
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    levels:
      - {id: SEV1, title: Critical}
      - {id: SEV2, title: High}
      - {id: SEV3, title: Moderate}
    impacts:
      - {id: high, title: Most customers}
      - {id: medium, title: Some customers}
      - {id: low, title: Few customers}
    urgencies:
      - {id: high, title: Within minutes}
      - {id: medium, title: Within hours}
    matrix:
      high: {high: SEV1}  # <- here
      medium: {high: SEV2, medium: SEV2}
      low: {high: SEV3, medium: SEV3}
```

## Good
```yaml policies/severity.yaml
schema: severity
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    levels:
      - {id: SEV1, title: Critical}
      - {id: SEV2, title: High}
      - {id: SEV3, title: Moderate}
    impacts:
      - {id: high, title: Most customers}
      - {id: medium, title: Some customers}
      - {id: low, title: Few customers}
    urgencies:
      - {id: high, title: Within minutes}
      - {id: medium, title: Within hours}
    matrix:
      high: {high: SEV1, medium: SEV2}
      medium: {high: SEV2, medium: SEV2}
      low: {high: SEV3, medium: SEV3}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Route
from wakebook.model.policy import SeverityPolicy
from wakebook.model.policy.severity import SeverityRule
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(policy: SeverityPolicy, ctx: Context) -> Iterator[Claim]:
    """Each rule has a matrix of its own."""
    del ctx
    for number, rule in enumerate(policy.rules):
        yield from _holes(rule, ("rules", number, "matrix"))
        yield from _strangers(rule, ("rules", number, "matrix"))
        yield from _twice(rule, ("rules", number))


def _holes(rule: SeverityRule, route: Route) -> Iterator[Claim]:
    for impact in rule.impacts:
        row = rule.matrix.get(impact.id, {})
        missing = [urgency.id for urgency in rule.urgencies if urgency.id not in row]
        if missing:
            named = " and ".join(missing)
            sentence = f"impact {impact.id} gives no level for urgency {named}; add it"
            yield Claim((*route, impact.id), sentence)


def _strangers(rule: SeverityRule, route: Route) -> Iterator[Claim]:
    impacts, urgencies = ([f.id for f in side] for side in (rule.impacts, rule.urgencies))
    for impact, row in rule.matrix.items():
        if impact not in impacts:
            advice = did_you_mean(impact, impacts, "list it or remove the row")
            sentence = f"the impact {impact} is not listed; {advice}"
            yield Claim((*route, impact), sentence, on_key=True)
        for urgency, level in row.items():
            if urgency not in urgencies:
                advice = did_you_mean(urgency, urgencies, "list it or remove it")
                sentence = f"the urgency {urgency} is not listed; {advice}"
                yield Claim((*route, impact, urgency), sentence, on_key=True)
            if level not in rule.ranks:
                advice = did_you_mean(level, rule.ranks, "list it or write another one")
                yield Claim((*route, impact, urgency), f"the level {level} is not listed; {advice}")


def _twice(rule: SeverityRule, route: Route) -> Iterator[Claim]:
    for key, words in (
        ("levels", [level.id for level in rule.levels]),
        ("impacts", [factor.id for factor in rule.impacts]),
        ("urgencies", [factor.id for factor in rule.urgencies]),
    ):
        for number, word in enumerate(words):
            if word in words[:number]:
                yield Claim((*route, key, number, "id"), f"{word} is listed twice; remove one")
