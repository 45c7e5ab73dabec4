"""A release names a text that is there.

## Why
A release sets one text of one entry free. Where the entry is missing, or never said what was
approved, nothing is released, while whoever approved it believes that the public has been told.

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
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: update
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Orders fail.
```
```yaml timeline/20261123T141322Z-7f3b.yaml
- kind: release
  at: 2026-11-23T14:13Z
  by: user:ben
  entry: 20261123T140322Z-7f3a#1
  part: legal
  digest: f00df00df00df00df00df00df00df00df00df00df00df00df00df00df00df00d  # <- here
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
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: update
  at: 2026-11-23T14:03Z
  by: user:ana
  text: Orders fail.
```
```yaml timeline/20261123T141322Z-7f3b.yaml
- kind: release
  at: 2026-11-23T14:13Z
  by: user:ben
  entry: 20261123T140322Z-7f3a#1
  part: legal
  digest: 3b8034a89e1ff3df8bd6afc2cc8043be75e5355d739993f5a867df874605d8e1
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Release
from wakebook.model.log.logged import Logged
from wakebook.model.wording.rendering import digest_of
from wakebook.model.wording.severe import corrections
from wakebook.model.wording.words import FACE, face_of
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare digests with every text that the entry has had; a later correction is no mistake."""
    del ctx
    for line in incident.by_kind.get("release", ()):
        if isinstance(line.entry, Release):
            yield from _named(line, line.entry, incident)


def _named(line: Logged, entry: Release, incident: Incident) -> Iterator[Claim]:
    if entry.entry is None and entry.ref is None:
        sentence = "names no text; add `entry` with the id of the entry, or `ref: public`"
        yield Claim(("timeline", line.id), sentence)
        return
    if entry.entry is None and entry.ref == FACE:
        if face_of(incident) is None:
            yield Claim(("timeline", line.id, "ref"), "the header tells the public nothing")
        return
    about = [
        x for x in incident.log if x.id == entry.entry or (entry.ref and x.entry.ref == entry.ref)
    ]
    if entry.entry is not None and not about:
        sentence = f"there is no entry {entry.entry} in this log; see `wakebook release`"
        yield Claim(("timeline", line.id, "entry"), sentence)
    texts = {text for each in about for text in _texts(each, incident)}
    if about and entry.digest not in map(digest_of, texts):
        sentence = "is the digest of no text that the entry has had; see `wakebook release`"
        yield Claim(("timeline", line.id, "digest"), sentence)


def _texts(line: Logged, incident: Incident) -> Iterator[str]:
    """What an entry says, and whatever corrections made it say."""
    yield line.entry.text or ""
    for fix in corrections(incident, line.id):
        said = (getattr(fix.entry, "set", None) or {}).get("text")
        if isinstance(said, str):
            yield said
