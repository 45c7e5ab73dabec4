"""A correction names an entry of this log and leaves a sound entry behind.

## Why
A correction that misses its entry, or gives it a field that its kind does not have, has no effect:
the wrong value stays in every figure while the author believes that it is gone. Who said something
and under which name it goes on (`kind`, `by`, `reported_by`, `ref`) is never corrected; retract the
entry and write a new one.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: correction
  at: 2026-11-23T15:00Z
  by: user:ana
  corrects: 20261123T140322Z-7f3a#7  # <- here
  set: {at: "2026-11-23T13:58Z"}
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: correction
  at: 2026-11-23T15:00Z
  by: user:ana
  corrects: 20261123T140322Z-7f3a#1
  set: {at: "2026-11-23T13:58Z"}
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.fold import replaced
from wakebook.model.incident import Incident
from wakebook.model.log import Correction
from wakebook.model.log.logged import Logged
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

_NEVER = ("kind", "by", "reported_by", "who", "ref")


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Corrections stand in the log only; the timeline shows their effect."""
    del ctx
    fixes = [line for line in incident.log if isinstance(line.entry, Correction)]
    if not fixes:
        return
    known = {line.id: line for line in incident.log}
    for line in fixes:
        yield from _judge(line, known)


def _judge(line: Logged, known: dict[str, Logged]) -> Iterator[Claim]:
    fix = line.entry
    if not isinstance(fix, Correction):
        return
    target = known.get(fix.corrects)
    if target is None:
        advice = did_you_mean(fix.corrects, known, "write the file's stem, # and the position")
        sentence = f"there is no entry {fix.corrects} in this log; {advice}"
        yield Claim(("timeline", line.id, "corrects"), sentence)
    elif isinstance(target.entry, Correction):
        sentence = "corrects a correction, which has no effect; correct the entry itself again"
        yield Claim(("timeline", line.id, "corrects"), sentence)
    elif fix.set is not None:
        yield from _fitting(line.id, target, fix)


def _fitting(where: str, target: Logged, fix: Correction) -> Iterator[Claim]:
    fields = fix.set or {}
    for name in _NEVER:
        if name in fields:
            sentence = f"`{name}` is never corrected; retract the entry and write a new one"
            yield Claim(("timeline", where, "set", name), sentence)
    if replaced(target.entry, fields) is None:
        sentence = f"leaves no sound entry of kind {target.entry.kind}; see the fields of that kind"
        yield Claim(("timeline", where, "set"), sentence)
