"""A configuration change of the resolution has a reference.

## Why
A setting that was changed in a hurry and is written down nowhere is undone by the next roll-out,
or stays for ever because nobody knows why it is there. A commit or a change request tells both.
A reference is a commit, an address, `owner/name#12`, a ticket's key such as `ABC-123`, or a path.
Several words are one if they hold such a thing: "see slack" leads nobody anywhere.

## Bad
```yaml policies/closure.yaml
schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-20
    demands:
      - name: End of an incident
        notes: [actions, tools, changes]
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
resolution:
  summary: The release of noon was taken back.
  actions:
    - {what: Took the release of noon back, tool: deploy}
  changes:
    - what: Limit of retries from 10 to 3  # <- here
    - what: Time to wait from 2 to 5 s
      ref: see slack  # <- here
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
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
        notes: [actions, tools, changes]
```
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
resolution:
  summary: The release of noon was taken back.
  actions:
    - {what: Took the release of noon back, tool: deploy}
  changes:
    - {what: Limit of retries from 10 to 3, ref: "shop/config#712"}
closed: {status: closed}
```
```yaml timeline/20261123T190022Z-7f3a.yaml
- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-23T18:00Z
  by: user:ana
```
"""

import re
from collections.abc import Iterator

from wakebook.model.finding import Claim, quoted
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

CONDUCT = True
CLOSING = True
_MOST = 500
"""Characters of a reference that are read."""
_LEADS = re.compile(
    r"\b[a-z][a-z0-9+.-]{0,30}:[^\s:]"  # an address, or a kind of ours: git:shop@3f2a91c
    r"|(?=[a-f]{0,63}[0-9])\b[0-9a-f]{7,64}\b"  # a commit
    r"|(?<!\S)[\w./-]{0,80}[#!][0-9]{1,12}\b"  # #12, owner/name#12, group/name!12
    r"|\b[a-z][a-z0-9_]{0,30}-[0-9]{1,12}\b|\b[a-z]{2,30}[0-9]{3,20}\b"  # ABC-123, CHG0030012
    r"|\b(?:pr|mr|cr|id|number|request|issue|ticket|case|change|problem|commit|release|version"
    r"|build|v)[.:]?\s*[0-9]"  # PR 12, change request 30012
    r"|[\w.-]{3,80}/[\w.-]{3}|(?<!\S)[.~]{0,2}/[\w.-]"  # shop/config, ./pool
    r"|\b[\w-]{1,80}\.(?:ya?ml|json|toml|conf|cfg|ini|tf|md)\b",  # pool.yaml
    re.IGNORECASE,
)
"""What leads to a change: it stands alone, or among words."""


_NEXT = "name the commit, the change request or the address of it"


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Asked where policies/closure.yaml demands that changes are listed."""
    resolution = incident.header.resolution
    if resolution is None or not any("changes" in d.notes for d in ctx.demands(incident)):
        return
    for number, change in enumerate(resolution.changes):
        if change.ref is None:
            sentence = f"has no `ref`; {_NEXT}"
            yield Claim(("resolution", "changes", number), sentence)
        elif not leads(change.ref):
            sentence = f"leads to no change: {quoted(change.ref)}; {_NEXT}"
            yield Claim(("resolution", "changes", number, "ref"), sentence)


def leads(reference: str) -> bool:
    """Whether a reference is one word, or holds one that leads to a change."""
    return len(reference.split()) < 2 or _LEADS.search(reference[:_MOST]) is not None
