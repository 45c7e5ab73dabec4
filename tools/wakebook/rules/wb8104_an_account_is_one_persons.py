"""An account belongs to one person.

## Why
What an account approves is somebody's approval, and nobody can tell whose where two people claim
the account: it counts for neither of them. Records do not wait for that, so this is a warning.

## Bad
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: dan
  annotations:
    wakebook.dev/github-id: "104"  # <- here
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: eve
  annotations:
    wakebook.dev/github-id: "104"  # <- here
```

## Good
```yaml catalog/more.yaml
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: dan
  annotations:
    wakebook.dev/github-id: "104"
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: eve
  annotations:
    wakebook.dev/github-id: "105"
```
"""

from collections.abc import Iterator

from wakebook.model.catalog import Catalog, Entity
from wakebook.model.finding import Claim, Route
from wakebook.model.gate.facts import Account
from wakebook.model.roster import GIT_USER, GITHUB_ID, SSH_KEY, Roster
from wakebook.rules.context import Context

LEVEL = "warning"
_TOLD_BY = {"github": GITHUB_ID, "key": SSH_KEY, "git": GIT_USER}


def check(catalog: Catalog, ctx: Context) -> Iterator[Claim]:
    """Each of those who claim an account is named at their own claim."""
    del ctx
    roster = Roster(catalog)
    for entity in catalog.users:
        who = f"user:{entity.name}"
        for account in dict.fromkeys(roster.accounts(who)):
            others = sorted(roster.people(account) - {who})
            if others:
                sentence = f"{account.host} account {account.id} is claimed by {', '.join(others)}"
                advice = "as well and counts for nobody; leave it to whoever it is"
                yield Claim(_place(catalog, entity, account), f"{sentence} {advice}")


def _place(catalog: Catalog, entity: Entity, account: Account) -> Route:
    annotation = _TOLD_BY[account.host]
    told = annotation in entity.metadata.annotations
    return catalog.place(entity, "metadata", *(("annotations", annotation) if told else ("name",)))
