"""The public reads of no internal host or address.

## Why
A private address or the name of an internal host helps no customer, and shows an attacker what lies
behind the front door. Name the component. `internal_domains` in `policies/disclosure.yaml` says how
the names of internal hosts end.

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
  text: Orders fail because db7.shop.internal is out of connections.  # <- here
- kind: update
  at: 2026-11-23T14:20Z
  by: user:ana
  audience: public
  text: We have moved orders away from 10.20.0.7.  # <- here
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
  text: Orders fail because the database of shop.example is out of connections.
- kind: observation
  at: 2026-11-23T14:08Z
  by: user:ana
  text: It is db7.shop.internal, 10.20.0.7.
```
"""

import re
from collections.abc import Iterator, Sequence

from wakebook.model.address import Network, network, plain, within
from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context
from wakebook.rules.public_texts import claim, spoken

CONDUCT = True
_NETWORKS = ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16")
_INTERNAL: tuple[Network, ...] = tuple(map(network, (*_NETWORKS, "fc00::/7", "fe80::/10")))
"""Private, shared and link-local addresses (RFC 1918, 6598, 3927, 4193 and 4291)."""
_ADDRESS = re.compile(
    r"(?<![\w.:])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?!\w|\.[0-9])"
    r"|(?<![\w.:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}"
    r"(?:(?<=:)[0-9]{1,3}(?:\.[0-9]{1,3}){3})?(?![\w:]|\.[0-9])"
)
_HOST = re.compile(
    r"(?:(?<![\w.@/-])|(?<=//))(?:[a-z0-9_-]{1,63}\.){1,10}[a-z]{2,63}(?![\w-])", re.IGNORECASE
)


def check(
    record: Incident | Postmortem | Action | Runbook | Problem, ctx: Context
) -> Iterator[Claim]:
    """Look at each text for the public; the sentence never repeats what was found."""
    components = ctx.library.catalog.components
    for route, text, rule in spoken(record, ctx):
        for match in _ADDRESS.finditer(text):
            if _is_internal(match[0]):
                yield claim(route, text, match.start(), _sentence("a private address"))
        for match in _HOST.finditer(text):
            if _ends_so(match[0], rule.internal_domains) and match[0] not in components:
                yield claim(route, text, match.start(), _sentence("the name of an internal host"))


def _sentence(what: str) -> str:
    return f"tells the public {what}; name the component, or keep the text for the staff"


def _is_internal(text: str) -> bool:
    try:
        return within(plain(text), _INTERNAL)
    except ValueError:
        return False


def _ends_so(host: str, domains: Sequence[str]) -> bool:
    return host.lower().endswith(tuple(f".{domain}" for domain in domains))
