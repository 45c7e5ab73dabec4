"""What tells somebody's account is a number or a public key.

## Why
Approvals are matched by the number of a GitHub account and by public SSH keys alone. A login, the
path of a key, a key that was cut off or one with options before it matches nothing: whoever is
known by it approves, and it counts for nothing. Records have nothing to do with that and do not
wait for it, so this is a warning.

## Bad
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: dan
  annotations:
    wakebook.dev/github-id: dan-shop  # <- here
    wakebook.dev/ssh-key: ~/.ssh/id_ed25519.pub  # <- here
spec:
  memberOf: [web]
```

## Good
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: dan
  annotations:
    wakebook.dev/github-id: "104"
    wakebook.dev/ssh-key: |
      ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEV4YW1wbGVLZXlUaGF0T3BlbnNOb3RoaW5nQXRBbGwh dan
spec:
  memberOf: [web]
```
"""

from collections.abc import Iterator

from wakebook.model.catalog import Catalog
from wakebook.model.finding import Claim
from wakebook.model.roster import GITHUB_ID, SSH_KEY, no_keys, no_numbers
from wakebook.rules.context import Context

LEVEL = "warning"


def check(catalog: Catalog, ctx: Context) -> Iterator[Claim]:
    """A line that is no key is never shown: it may be a private one."""
    del ctx
    for entity in catalog.users:
        route = catalog.place(entity, "metadata", "annotations")
        for word in no_numbers(entity):
            advice = "`gh api users/LOGIN --jq .id` tells it"
            yield Claim((*route, GITHUB_ID), f"{word} is not the number of an account; {advice}")
        lines = ", ".join(str(number) for number in no_keys(entity))
        if lines:
            advice = "copy the whole line of the .pub file, without options before it"
            yield Claim((*route, SSH_KEY), f"holds no public SSH key in line {lines}; {advice}")
