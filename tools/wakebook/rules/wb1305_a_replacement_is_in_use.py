"""What replaces a category or a level is listed and in use itself.

## Why
Whoever meets a deprecated word is sent to its replacement. If that is missing or deprecated as
well, the reader is sent around in a circle. A matrix gives no level that was replaced.

## Bad
```yaml policies/taxonomy.yaml
schema: taxonomy
owner: group:web
review_by: 2027-03-31
categories:
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - id: overload
    title: Overload
    replaced_by: capacity/load  # <- here
```

## Good
```yaml policies/taxonomy.yaml
schema: taxonomy
owner: group:web
review_by: 2027-03-31
categories:
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - {id: overload, title: Overload, replaced_by: capacity/exhaustion}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Route
from wakebook.model.policy import SeverityPolicy, TaxonomyPolicy
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(policy: TaxonomyPolicy | SeverityPolicy, ctx: Context) -> Iterator[Claim]:
    """Words and their replacements, in the taxonomy and in each rule of the severity policy."""
    del ctx
    if isinstance(policy, TaxonomyPolicy):
        yield from _judge(("categories",), {c.id: c.replaced_by for c in policy.categories})
        return
    for number, rule in enumerate(policy.rules):
        words = {level.id: level.replaced_by for level in rule.levels}
        yield from _judge(("rules", number, "levels"), words)
        for impact, row in rule.matrix.items():
            for urgency, level in row.items():
                if words.get(level) is not None:
                    route = ("rules", number, "matrix", impact, urgency)
                    yield Claim(route, f"{level} was replaced; write {words[level]}")


def _judge(route: Route, words: dict[str, str | None]) -> Iterator[Claim]:
    for number, (word, replacement) in enumerate(words.items()):
        if replacement is None:
            continue
        if replacement not in words:
            known = [name for name in words if name != word]
            advice = did_you_mean(replacement, known, "name a word of this list")
            sentence = f"{replacement} is not listed; {advice}"
            yield Claim((*route, number, "replaced_by"), sentence)
        elif words[replacement] is not None:
            sentence = f"{replacement} was replaced itself; write {words[replacement]}"
            yield Claim((*route, number, "replaced_by"), sentence)
