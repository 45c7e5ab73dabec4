"""A log file that was merged is never changed or removed.

## Why
What was known and decided at a time is worth something only if nobody can change it afterwards.
What turns out to be wrong is put right by a `correction`, which shows both.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: observation  # <- here
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Everything is fine.
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: observation
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Every second request fails.
```
```yaml timeline/20261123T143000Z-91bc.yaml
- kind: correction
  at: 2026-11-23T14:30Z
  by: user:ana
  corrects: 20261123T140322Z-7f3a#1
  set: {text: Every tenth request fails.}
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.rules.context import Context

_ADVICE = {
    "changed": "was merged and is changed here; take the change back and add a correction",
    "removed": "was merged and is removed here; put it back and add a correction that retracts",
}


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Look at every log file that was there before; a removed incident has a rule of its own."""
    del ctx
    gone = {f.path for f in change.files if f.deed == "removed"}
    for file in change.files:
        if file.deed == "added":
            continue
        match file.path.split("/"):
            case ["incidents", year, incident, "timeline", _]:
                if f"incidents/{year}/{incident}/incident.yaml" not in gone:
                    yield Claim((file.path,), _ADVICE[file.deed])
