"""A file name from the past frees no words.

## Why
The name of a log file says when it was recorded, and whoever writes the file writes its name. Words
at high impact wait for approval; in a file that is named as if it had been there before the
incident became so severe they would be public, and nobody would have been asked.

## Bad
```yaml policies/wording.yaml
schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    when: {severity: [SEV1]}
    parts: [{as: legal, from: [group:web]}]
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: declared
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV3
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
```
```yaml timeline/20261123T143000Z-7f3b.yaml, as merged
- kind: severity
  at: 2026-11-23T14:30Z
  by: user:ana
  level: SEV1
```
```yaml timeline/20261123T141500Z-7f3c.yaml
- kind: update  # <- here
  at: 2026-11-23T14:15Z
  by: user:ana
  audience: public
  text: Orders of yesterday are lost.
```

## Good
```yaml policies/wording.yaml
schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    when: {severity: [SEV1]}
    parts: [{as: legal, from: [group:web]}]
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: declared
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV3
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
```
```yaml timeline/20261123T143000Z-7f3b.yaml, as merged
- kind: severity
  at: 2026-11-23T14:30Z
  by: user:ana
  level: SEV1
```
```yaml timeline/20261123T144000Z-7f3c.yaml
- kind: update
  at: 2026-11-23T14:15Z
  by: user:ana
  audience: public
  text: Orders of yesterday are lost.
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.wording.severe import corrections
from wakebook.model.wording.words import Wording
from wakebook.rules.context import Context


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Ask of each log file that comes whether its name alone keeps its words from being held."""
    wording = ctx.library.wording
    for file in change.files if wording is not None else ():
        match file.path.split("/"):
            case ["incidents", _, incident, "timeline", name] if file.deed == "added":
                before = change.before.incidents.get(incident)
                after = ctx.library.incidents.get(incident)
                if wording is not None and before and before.log and after:
                    for sentence in _evasions(name.removesuffix(".yaml"), before, after, wording):
                        yield Claim((file.path,), sentence)


def _evasions(stem: str, before: Incident, after: Incident, wording: Wording) -> Iterator[str]:
    newest = max(line.recorded for line in before.log)
    held = wording.of(after)
    for line in after.log:
        if not line.id.startswith(f"{stem}#") or line.recorded > newest:
            continue
        about = getattr(line.entry, "corrects", line.id)
        if about in held or (about != line.id and line not in corrections(after, about)):
            continue
        words = wording.as_said(after, about, newest)
        if words is not None and words.how == "held":
            yield (
                f"brings words for the public as of {line.recorded:%Y-%m-%d %H:%M:%S} UTC, but "
                f"what was merged until {newest:%H:%M:%S} holds them back; record them anew, such "
                "as with `wakebook log`"
            )
