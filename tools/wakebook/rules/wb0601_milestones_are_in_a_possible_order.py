"""Milestones stand in an order that is possible.

## Why
Nothing ends before it begins. A wrong order is a slip that makes a duration negative, or years
long, and it enters every average. Only pairs that cannot be are refused: an incident may be
declared after it was resolved, and one that was detected before it began was predicted, which is
only asked about. Moments count as wrong if they are so at every precision.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: resolved
  at: 2026-10-23T14:40Z  # <- here
  by: user:ana
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: resolved
  at: 2026-11-23T14:40Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Level
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment
from wakebook.rules.context import Context
from wakebook.rules.slips import likely

_PAIRS = (
    ("started", "mitigated", Level.ERROR),
    ("started", "resolved", Level.ERROR),
    ("started", "closed", Level.ERROR),
    ("mitigated", "resolved", Level.ERROR),
    ("mitigated", "closed", Level.ERROR),
    ("resolved", "closed", Level.ERROR),
    ("proposed", "promoted", Level.ERROR),
    ("proposed", "dismissed", Level.ERROR),
    ("in_progress", "verifying", Level.ERROR),
    ("in_progress", "completed", Level.ERROR),
    ("verifying", "completed", Level.ERROR),
    ("started", "detected", Level.WARNING),
    ("started", "identified", Level.WARNING),
)


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare each pair; the later one is where the sentence points."""
    reached = incident.milestones
    wrong: set[str] = set()
    for first, then, level in _PAIRS:
        before, after = reached.get(first), reached.get(then)
        if before is None or after is None or then in wrong:
            continue
        if after.certainly_before(before):
            wrong.add(then)
            zone = ctx.library.settings.tzinfo
            meant = before.earliest and likely(after, before.earliest, after=True, zone=zone)
            advice = f"did you mean {meant}?" if meant else "put one right, or waive it"
            sentence = f"{then} at {after} lies before {first} at {before}; {advice}"
            yield Claim(("timeline", _entry(incident, then, after), "at"), sentence, level)
    yield from _reopened(incident)


def _entry(incident: Incident, kind: str, at: Moment) -> str:
    return next(line.id for line in incident.by_kind[kind] if line.entry.at is at)


def _reopened(incident: Incident) -> Iterator[Claim]:
    if "reopened" not in incident.by_kind:
        return
    ended = False
    for line in incident.timeline:
        if line.entry.kind == "reopened" and not ended:
            sentence = "is reopened here, but had not ended; add the end, or remove the entry"
            yield Claim(("timeline", line.id), sentence)
        ended = (ended or line.entry.kind in _ENDS) and line.entry.kind != "reopened"


_ENDS = ("resolved", "closed", "canceled", "merged", "dismissed", "completed")
