"""The milestones of an incident lie close together.

## Why
A wrong digit in a month or a year makes an outage last most of a year, and one such record decides
the average. Real incidents of months exist, so this asks: put the date right, or waive it with the
reason. What lies behind a reopening is not asked about.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-01-23T14:03Z  # <- here
  by: user:ana
- kind: detected
  at: 2026-11-23T14:05Z
  by: user:ana
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: detected
  at: 2026-11-23T14:05Z
  by: user:ana
```
An outage that really lasted so long says so in its header:
```yaml incidents/2026/2026-11-24-slow-leak/incident.yaml
title: A leak nobody saw for months
kind: incident
audience: staff
waivers:
  - rule: WB0603
    reason: The leak began with the upgrade in January and was found in November.
    by: user:ana
```
```yaml incidents/2026/2026-11-24-slow-leak/timeline/20261124T090000Z-91bc.yaml
- kind: started
  at: 2026-01-23T14:03Z
  by: user:ana
- kind: detected
  at: 2026-11-24T09:00Z
  by: user:ana
```
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged
from wakebook.rules.context import Context
from wakebook.rules.slips import FAR, likely

LEVEL = "warning"
_KINDS = (
    "started",
    "detected",
    "declared",
    "acknowledged",
    "identified",
    "mitigated",
    "resolved",
    "in_progress",
    "verifying",
    "completed",
)


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Measure from the day in the id, or from the first milestone where the id is far off."""
    kinds = incident.by_kind
    if "reopened" in kinds or incident.header.kind == "notice":
        return
    lines = [(at, line) for kind in _KINDS for line in kinds.get(kind, ()) if (at := _at(line))]
    if not lines:
        return
    day = datetime.fromisoformat(incident.id[:10]).replace(tzinfo=UTC)
    if not any(abs(at - day) <= FAR for at, _ in lines):
        day = min(at for at, _ in lines)
    near = [at for at, _ in lines if abs(at - day) <= FAR]
    unexplained: list[Claim] = []
    for at, line in lines:
        if abs(at - day) > FAR:
            neighbour = max(near) if at > day else min(near)
            zone = ctx.library.settings.tzinfo
            meant = likely(line.entry.at, neighbour, after=at > day, zone=zone)
            claim = _far(line, at, neighbour, meant)
            if meant:
                yield claim
            else:
                unexplained.append(claim)
    yield from unexplained[:1]


def _far(line: Logged, at: datetime, neighbour: datetime, meant: str | None) -> Claim:
    advice = f"did you mean {meant}?" if meant else "waive it with the reason if that is right"
    apart = f"{abs(at - neighbour).days} days {'after' if at > neighbour else 'before'} the others"
    sentence = f"{line.entry.kind} at {line.entry.at} lies {apart}; {advice}"
    return Claim(("timeline", line.id, "at"), sentence)


def _at(line: Logged) -> datetime | None:
    return line.entry.at.earliest
