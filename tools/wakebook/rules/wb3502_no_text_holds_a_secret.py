"""No text of a record holds a secret.

## Why
Whoever can read the repository can use a key that stands in it, and what is merged stays in history
for ever. So commands refuse it before they write, and what an editor saved is taken out before it
is committed. Write what the key is for. Where a commit holds it, taking it out hides nothing:
change the secret where it is used, so that what stands here opens nothing, then list the SHA-256
digest of the old one (`printf %s VALUE | sha256sum`) in `allowed` of `policies/disclosure.yaml`. A
value that only looks like a secret is allowed in the same way.

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
            advice = (
                "take it out and say what it is for; where it is committed, change it where it is "
                "used and list its SHA-256 in `allowed` of policies/disclosure.yaml"
            )
            yield claim(*said, found.start, f"holds {found.kind}; {advice}")
