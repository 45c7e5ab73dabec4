"""The public reads of nobody of us by name.

## Why
Customers want to know what is done, not by whom. A name or a login in public is there for ever, is
found by searches, and turns a cause into a culprit. Write what the team does. `emails` in
`policies/disclosure.yaml` lists the addresses that the public may read, such as the one of support.

## Bad
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
public: {title: Orders cannot be paid}
```

```yaml timeline/20261123T140900Z-0001.yaml
- kind: update
  at: 2026-11-23T14:07Z
  by: user:ana
  audience: public
  text: Ana is looking at the database.  # <- here
- kind: update
  at: 2026-11-23T14:20Z
  by: user:ana
  audience: public
  text: Write to night-shift@shop.example if orders still fail.  # <- here
```

## Good
```yaml incident.yaml
title: Checkout answers with errors
kind: incident
audience: staff
public: {title: Orders cannot be paid}
```

```yaml timeline/20261123T140900Z-0001.yaml
- kind: update
  at: 2026-11-23T14:07Z
  by: user:ana
  audience: public
  text: Our database team is looking at it.
- kind: update
  at: 2026-11-23T14:20Z
  by: user:ana
  audience: public
  text: Write to our support if orders still fail.
```
"""

import re
from collections.abc import Iterator, Sequence

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.public_texts import claim, spoken

CONDUCT = True
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}(?![\w-])", re.IGNORECASE
)


def check(
    record: Incident | Postmortem | Action | Runbook | Problem, ctx: Context
) -> Iterator[Claim]:
    """Look at each text for the public; the sentence never repeats what was found."""
    for route, text, rule in spoken(record, ctx):
        for match in _MAIL.finditer(text):
            if not _is_known(match[0], rule.emails):
                advice = "write whom to ask, or list it in policies/disclosure.yaml"
                yield claim(
                    route, text, match.start(), f"tells the public an e-mail address; {advice}"
                )
        for match in ctx.called.finditer(text):
            what = "a login" if match["login"] else "the name"
            sentence = (
                f"tells the public {what} of somebody of the catalog; write what the team does"
            )
            yield claim(route, text, match.start(), sentence)


def _is_known(mail: str, listed: Sequence[str]) -> bool:
    folded = mail.lower()
    return any(folded == each.lower() or folded[folded.index("@") :] == each for each in listed)
