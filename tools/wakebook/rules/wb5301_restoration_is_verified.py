"""Restoration is verified after the last fix.

## Why
A fix that looks right to whoever made it is no proof. A check that passed before the last action
tells of a system that is no more; what counts is one that passed, or a person who tried it, after
nothing was touched again.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        verified: true
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: verification
  at: 2026-11-23T14:30Z
  by: user:ana
  check: orders can be paid
  result: passed
- kind: action
  at: 2026-11-23T14:40Z
  by: user:ana
  text: Took the release of noon back.
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed  # <- here
  at: 2026-11-23T18:00Z
  by: user:ana
```

## Good
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        verified: true
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: action
  at: 2026-11-23T14:40Z
  by: user:ana
  text: Took the release of noon back.
- kind: verification
  at: 2026-11-23T14:50Z
  by: user:ana
  check: orders can be paid
  result: passed
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

from collections.abc import Iterable, Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Confirmation, Impact, Verification
from wakebook.model.log.logged import Logged
from wakebook.model.log.proof import counts
from wakebook.rules.closures import before_the_end
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Asked where policies/closure.yaml demands it; the latest word before the closure counts."""
    if not any(demand.verified for demand in ctx.demands(incident)):
        return
    why = _doubt(before_the_end(incident))
    if why:
        sentence = f"{why}; let a check pass, or somebody confirm, and close it after that"
        yield Claim(("timeline", incident.by_kind["closed"][-1].id), sentence)


def _doubt(timeline: Iterable[Logged]) -> str:
    """Why restoration is not verified by a log; nothing where it is.

    A check that failed has to pass, unless somebody confirms; a fix has to be followed by either.
    """
    unseen, failed = "nobody has checked that the service is restored", dict[str, str]()
    for line in timeline:
        entry = line.entry
        if entry.kind in ("action", "reopened"):
            what = "the action" if entry.kind == "action" else "it was reopened"
            unseen = f"nobody has checked it since {what} at {entry.at}"
        elif isinstance(entry, Impact) and entry.state != "operational":
            what = entry.state.replace("_", " ")
            unseen = f"nobody has checked it since {entry.component} had a {what} at {entry.at}"
        elif isinstance(entry, Verification) and entry.result == "failed":
            failed[entry.check] = f"{entry.check!r} failed at {entry.at}"
        elif not isinstance(entry, Verification | Confirmation):
            continue
        elif not counts(entry):
            unseen = (
                unseen and f"the {entry.kind} at {entry.at} has no evidence and is by none of ours"
            )
        elif isinstance(entry, Confirmation):
            unseen, failed = "", {}
        else:
            unseen = ""
            failed.pop(entry.check, None)
    return next(iter(failed.values()), unseen)
