"""A verification by the toolkit has its evidence.

## Why
Nobody stands by what `system:wakebook` says: only its evidence does. A line that somebody wrote by
hand in its name would end an incident without a single question to the service. So the evidence is
all that `wakebook verify` writes, each key once, and the line says the same.

## Bad
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: verification  # <- here
  at: 2026-11-23T14:50Z
  by: system:wakebook
  check: home
  result: passed
```

## Good
```json evidence/home-1.json
{
 "asked": [
  "https://shop.example/"
 ],
 "check": "home",
 "commit": "1111111111111111111111111111111111111111",
 "policy_commit": "1111111111111111111111111111111111111111",
 "runs": [
  {
   "at": "2026-11-23T14:50:00Z",
   "passed": true
  }
 ],
 "sha256_of_check": "2222222222222222222222222222222222222222222222222222222222222222",
 "type": "http"
}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: verification
  at: 2026-11-23T14:50Z
  by: system:wakebook
  check: home
  result: passed
  passes: 1
  of: 1
  commit: "1111111111111111111111111111111111111111"
  evidence:
    - path: evidence/home-1.json
      sha256: 9f930b25678088beb09c8c3c86864edf545d9055e8e3ba3520bdc11187bd5799
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Verification
from wakebook.model.runs import objection
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Asked of what the log comes to, so that a correction forges nothing either."""
    del ctx
    for line in incident.by_kind.get("verification", ()):
        why = objection(line.entry, incident.runs) if isinstance(line.entry, Verification) else ""
        if why:
            sentence = f"{why}; run `wakebook verify`, or log what you tried in your own name"
            yield Claim(("timeline", line.id), sentence)
