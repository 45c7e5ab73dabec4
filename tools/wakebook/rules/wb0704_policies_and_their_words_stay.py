"""Policies, levels of severity and categories are replaced, never removed.

## Why
Old records keep the words of their time, here and in copies that others hold. A word that is gone
can no longer be explained, counted or translated; `replaced_by` keeps it and says what to write.
And without a policy the rules that ask it fall silent.

## Bad
```yaml policies/taxonomy.yaml, as merged
schema: taxonomy
owner: group:web
review_by: 2027-03-31
categories:
  - {id: network, title: Network}
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
```
```yaml policies/taxonomy.yaml
schema: taxonomy  # <- here
owner: group:web
review_by: 2027-03-31
categories:
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
```

## Good
```yaml policies/taxonomy.yaml, as merged
schema: taxonomy
owner: group:web
review_by: 2027-03-31
categories:
  - {id: network, title: Network}
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
```
```yaml policies/taxonomy.yaml
schema: taxonomy
owner: group:web
review_by: 2027-03-31
categories:
  - {id: network, title: Network, replaced_by: capacity}
  - {id: dependency, title: Dependency}
  - {id: dependency/vendor, title: Vendor}
  - {id: capacity, title: Capacity}
  - {id: capacity/exhaustion, title: Exhaustion}
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.rules.context import Context


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Compare the policies that changed with those of the base."""
    for file in change.files:
        match file.path.split("/"):
            case ["policies", name]:
                policy = name.removesuffix(".yaml")
                before = change.before.policies.get(policy)
                after = ctx.library.policies.get(policy)
                if before and file.deed == "removed":
                    yield Claim((file.path,), "is removed here; put it back, with rules for today")
                elif before and after:
                    for word in sorted(before.words - after.words):
                        sentence = f"{word} is gone; put it back, with `replaced_by` and a new word"
                        yield Claim((file.path,), sentence)
