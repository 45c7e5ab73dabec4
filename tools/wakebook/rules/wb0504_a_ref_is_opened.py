"""An entry that goes on with a `ref` follows one that opens it.

## Why
A decision, a task, a vendor's part and an update are told in several entries, held together by
their `ref`. The first says what it is about; later ones carry only what changed. Where the first is
missing or the `ref` is misspelt, a choice belongs to no question and a delivery to no message.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: decision
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: failover
  text: Do we fail over to the second region?
- kind: decision
  at: 2026-11-23T14:13Z
  by: user:ana
  ref: failovr  # <- here
  chosen: wait
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: decision
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: failover
  text: Do we fail over to the second region?
- kind: decision
  at: 2026-11-23T14:13Z
  by: user:ana
  ref: failover
  chosen: wait
```
"""

from collections.abc import Iterator
from typing import Any

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

_OPENS = {"decision": "text", "task": "text", "vendor": "vendor"}
_ANSWERS = ("release", "delivery", "acknowledgement")


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Follow each ref from its first entry; answers to a message need the message."""
    del ctx
    kinds = incident.by_kind
    for kind, field in _OPENS.items():
        if kind in kinds:
            yield from _opened(kinds[kind], field)
    answers = [line for kind in _ANSWERS for line in kinds.get(kind, ())]
    if answers:
        messages = {e.entry.ref for e in incident.timeline if e.entry.kind not in _ANSWERS}
        known = {ref for ref in messages if ref}
        for line in answers:
            face = line.entry.kind == "release" and line.entry.ref in (None, "public")
            if line.entry.ref not in known and not face:
                yield _nothing(line, known)


def _opened(lines: tuple[Logged, ...], field: str) -> Iterator[Claim]:
    known: set[str] = set()
    for line in lines:
        entry: Any = line.entry
        if entry.ref in known:
            continue
        if getattr(entry, field) is None:
            yield _nothing(line, known) if entry.ref else _bare(line, field)
        elif entry.ref:
            known.add(entry.ref)


def _nothing(line: Logged, known: set[str]) -> Claim:
    ref = line.entry.ref or ""
    advice = did_you_mean(ref, known, "add the entry that opens it, or mend the ref")
    return Claim(("timeline", line.id, "ref"), f"no earlier entry opens the ref {ref}; {advice}")


def _bare(line: Logged, field: str) -> Claim:
    sentence = f"has neither a `ref` to go on with nor a `{field}` of its own; add one"
    return Claim(("timeline", line.id), sentence)
