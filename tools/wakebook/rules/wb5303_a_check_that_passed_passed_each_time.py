"""A check that passed has passed each time.

## Why
"Passed, 2 of 5" is a failure with a friendly name. Whoever reads the result alone believes that the
service works.

## Bad
```yaml timeline/20261123T150322Z-7f3a.yaml
- kind: verification
  at: 2026-11-23T14:50Z
  by: user:ana
  check: orders can be paid
  result: passed  # <- here
  passes: 2
  of: 5
```

## Good
```yaml timeline/20261123T150322Z-7f3a.yaml
- kind: verification
  at: 2026-11-23T14:50Z
  by: user:ana
  check: orders can be paid
  result: failed
  passes: 2
  of: 5
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Verification
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Where the runs were counted."""
    del ctx
    for line in incident.by_kind.get("verification", ()):
        entry = line.entry
        if not isinstance(entry, Verification) or entry.result != "passed":
            continue
        if entry.passes is not None and (entry.passes == 0 or entry.passes < (entry.of or 0)):
            sentence = f"passed {entry.passes} of {entry.of or 'no'} times, which is a failure"
            yield Claim(("timeline", line.id, "result"), f"{sentence}; write `failed`")
