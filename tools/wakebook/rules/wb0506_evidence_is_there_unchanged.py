"""A file that an entry points at is there, with the digest that the entry holds.

## Why
Evidence proves something only if it is the file that the author saw. The digest binds the two; when
it does not match, the file was changed afterwards, or the wrong one was taken.

## Bad
```text evidence/graph.txt
errors 14:03 51%
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
  evidence:
    - path: evidence/graph.txt
      sha256: "0000000000000000000000000000000000000000000000000000000000000000"  # <- here
```

## Good
```text evidence/graph.txt
errors 14:03 51%
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
  evidence:
    - path: evidence/graph.txt
      sha256: e502a8f9badd5b36b24b1bc94a4fc58d264b4e41749968d5dd9e524df95e1122
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare every digest."""
    del ctx
    for line in incident.timeline:
        for number, proof in enumerate(line.entry.evidence):
            route = ("timeline", line.id, "evidence", number)
            digest = incident.evidence.get(proof.path)
            if digest is None:
                known = list(incident.evidence)
                advice = did_you_mean(proof.path, known, "add the file or remove the mention")
                yield Claim((*route, "path"), f"there is no file {proof.path}; {advice}")
            elif digest != proof.sha256:
                sentence = (
                    f"{proof.path} has the digest {digest}, not this one; "
                    "put the file back or add a new one"
                )
                yield Claim((*route, "sha256"), sentence)
