"""No text of a record holds a secret.

## Why
Whoever can read the repository can use a key that stands in it, and what is merged stays in history
for ever. A password that was pasted at 3 a.m. is taken out before it is committed, and changed all
the same if anybody could see it. Write what the key is for. A value that only looks like a secret
is allowed by its SHA-256 digest in `allowed` of `policies/disclosure.yaml`.

## Bad
```yaml timeline/20261123T140900Z-0001.yaml
- kind: action
  at: 2026-11-23T14:07Z
  by: user:ana
  text: "Called it with Authorization: Bearer 0f9Kq27LmZx4Tn8vRw1YbC5d"  # <- here
```

## Good
```yaml timeline/20261123T140900Z-0001.yaml
- kind: action
  at: 2026-11-23T14:07Z
  by: user:ana
  text: Called b3f1c9d02a77e6540cc81e9ab5f0d2347d1e6a98 with the token of the shop.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.public_texts import claim, texts_of
from wakebook.rules.secrets import secrets


def check(
    record: Incident | Postmortem | Action | Runbook | Problem, ctx: Context
) -> Iterator[Claim]:
    """Look at each text for whichever audience; the sentence never repeats what was found."""
    policy = ctx.library.disclosure
    allowed = policy.allowed if policy is not None else ()
    for said in dict.fromkeys((s.route, s.text) for s in texts_of(record, ctx)):
        for found in secrets(said[1], allowed):
            advice = "take it out, say what it is for, and change it if anybody saw it"
            yield claim(*said, found.start, f"holds {found.kind}; {advice}")
