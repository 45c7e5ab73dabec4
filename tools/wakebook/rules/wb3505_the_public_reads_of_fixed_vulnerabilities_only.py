"""The public reads of a vulnerability only when it is fixed.

## Why
Whoever reads that a hole is open tries it before it is closed. The id of a vulnerability, or a word
that `words` in `policies/disclosure.yaml` lists, waits until the incident is resolved or closed, as
`vulnerabilities` says there.

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
  text: We look into CVE-2026-12345, of which the till may be a victim.  # <- here
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
  text: We have switched off the till for an hour of maintenance.
- kind: observation
  at: 2026-11-23T14:08Z
  by: user:ana
  text: It is about CVE-2026-12345.
```
"""

import re
from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.policy.disclosure import DisclosureRule
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.public_texts import Record, claim, incident_of, spoken

CONDUCT = True
_ID = re.compile(
    r"(?<!\w)(?:CVE-[0-9]{4}-[0-9]{4,}|CWE-[0-9]+|GHSA(?:-[0-9a-z]{4}){3})(?!\w)", re.IGNORECASE
)


def check(
    record: Incident | Postmortem | Action | Runbook | Problem, ctx: Context
) -> Iterator[Claim]:
    """Look at each text for the public; the sentence never repeats what was found."""
    for route, text, rule in spoken(record, ctx):
        if _may_tell(record, rule, ctx):
            continue
        until = f"keeps that back until it is {rule.vulnerabilities}"
        when = "never allows that" if rule.vulnerabilities == "never" else until
        advice = f"policies/disclosure.yaml {when}"
        for match in _pattern(rule).finditer(text):
            sentence = f"tells the public of a vulnerability; {advice}; say what customers notice"
            yield claim(route, text, match.start(), sentence)


def _pattern(rule: DisclosureRule) -> re.Pattern[str]:
    if not rule.words:
        return _ID
    words = "|".join(map(re.escape, rule.words))
    return re.compile(rf"{_ID.pattern}|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _may_tell(record: Record, rule: DisclosureRule, ctx: Context) -> bool:
    """Whether what the record is about is over; a runbook is about nothing that ends."""
    if isinstance(record, Problem):
        over = {"resolved": ("resolved", "closed"), "closed": ("closed",), "never": ()}
        return record.header.state in over[rule.vulnerabilities]
    incident = incident_of(record, ctx)
    if rule.vulnerabilities == "never" or incident is None:
        return isinstance(record, Runbook)
    return incident.is_closed if rule.vulnerabilities == "closed" else not incident.is_open
