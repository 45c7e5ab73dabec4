"""A release says as which part of the policy it was given.

## Why
Every part has to agree to a text, legal as well as PR. A release that says no part, or one that the
policy does not know, counts for none of them, and the text waits for ever.

## Bad
```yaml policies/wording.yaml
schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    when: {severity: [SEV1]}
    parts: [{as: legal, from: [group:web]}]
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: update
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Orders fail.
```
```yaml timeline/20261123T141322Z-7f3b.yaml
- kind: release
  at: 2026-11-23T14:13Z
  by: user:ben
  entry: 20261123T140322Z-7f3a#1
  part: leagl  # <- here
  digest: 3b8034a89e1ff3df8bd6afc2cc8043be75e5355d739993f5a867df874605d8e1
```

## Good
```yaml policies/wording.yaml
schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    when: {severity: [SEV1]}
    parts: [{as: legal, from: [group:web]}]
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: update
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Orders fail.
```
```yaml timeline/20261123T141322Z-7f3b.yaml
- kind: release
  at: 2026-11-23T14:13Z
  by: user:ben
  entry: 20261123T140322Z-7f3a#1
  part: legal
  digest: 3b8034a89e1ff3df8bd6afc2cc8043be75e5355d739993f5a867df874605d8e1
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Release
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Look the part up in every rule that the policy ever had; without a policy nobody asks."""
    wording = ctx.library.wording
    if wording is None or wording.policy is None:
        return
    known = {name for rule in wording.policy.rules for name in rule.names}
    for line in incident.by_kind.get("release", ()):
        part = line.entry.part if isinstance(line.entry, Release) else None
        if part is None:
            yield Claim(
                ("timeline", line.id), f"has no `part`; there is {', '.join(sorted(known))}"
            )
        elif part not in known:
            advice = did_you_mean(part, known, "name one of the policy")
            yield Claim(("timeline", line.id, "part"), f"there is no part {part}; {advice}")
