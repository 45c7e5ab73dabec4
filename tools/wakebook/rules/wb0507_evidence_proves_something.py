"""Every file of evidence is pointed at by an entry.

## Why
A file that no entry mentions proves nothing: nobody knows what it shows, when it was taken and by
whom, and nothing binds its content. It takes its audience from its entry and has none without.

## Bad
```text evidence/graph.txt
errors 14:03 51%  # <- here
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

LEVEL = "warning"


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Retracted entries count: their file may not be taken away either."""
    del ctx
    if not incident.evidence:
        return
    shown = {proof.path for line in incident.log for proof in line.entry.evidence}
    for path, digest in incident.evidence.items():
        if path not in shown:
            sentence = f"no entry points at it; add one with its sha256, {digest}"
            yield Claim(("evidence", path), sentence)
