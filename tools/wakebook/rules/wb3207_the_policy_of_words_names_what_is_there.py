"""The policy of approved words names teams, levels and templates that there are.

## Why
A part that nobody has can never agree, and every text waits for ever. A level that is misspelt
holds nothing back. An approval of a template that is not there, as a part that the policy does not
know, approves nothing.

## Bad
```yaml policies/wording.yaml
schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    when: {severity: [SEV1]}
    parts: [{as: legal, from: [group:web]}]
approved:
  - template: absent.j2  # <- here
    digest: f00df00df00df00df00df00df00df00df00df00df00df00df00df00df00df00d
    at: 2026-11-20
    by: [{as: legal, who: user:ana}]
```

## Good
```jinja policies/templates/first.j2
---
purpose: The first words.
slots:
  components: {kind: component, many: true}
---
We look into a fault of {{ components | join(", ") }}.
```
```yaml policies/wording.yaml
schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    when: {severity: [SEV1]}
    parts: [{as: legal, from: [group:web]}]
approved:
  - template: first.j2
    digest: 2d20319030d1aac07942232da2370e3bee70e7e8efd9c9b44e8f328f034d4c99
    at: 2026-11-20
    by: [{as: legal, who: user:ana}]
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.policy import WordingPolicy
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(policy: WordingPolicy, ctx: Context) -> Iterator[Claim]:
    """Look up levels, teams and templates; that a template is another one by now is no mistake."""
    ranks, people = ctx.library.ranks, ctx.library.catalog.people
    for number, rule in enumerate(policy.rules):
        for place, level in enumerate(rule.when.severity):
            if level not in ranks:
                advice = did_you_mean(level, ranks, "name a level of policies/severity.yaml")
                route = ("rules", number, "when", "severity", place)
                yield Claim(route, f"there is no level {level}; {advice}")
        for place, part in enumerate(rule.parts):
            for at, who in enumerate(part.from_):
                if not ctx.roster.members(who):
                    advice = did_you_mean(who, people, "name somebody who has people")
                    where = ("rules", number, "parts", place, "from", at)
                    yield Claim(where, f"{who} has nobody who could agree; {advice}")
    yield from _approvals(policy, ctx)


def _approvals(policy: WordingPolicy, ctx: Context) -> Iterator[Claim]:
    names = {f"{stem}.j2" for stem in ctx.library.templates}
    parts = {name for rule in policy.rules for name in rule.names}
    for number, each in enumerate(policy.approved):
        if each.template not in names:
            advice = did_you_mean(each.template, names, "add it to policies/templates/")
            sentence = f"there is no template {each.template}; {advice}"
            yield Claim(("approved", number, "template"), sentence)
        for place, one in enumerate(each.by):
            if one.as_ not in parts:
                advice = did_you_mean(one.as_, parts, "name a part of the rules above")
                route = ("approved", number, "by", place, "as")
                yield Claim(route, f"there is no part {one.as_}; {advice}")
