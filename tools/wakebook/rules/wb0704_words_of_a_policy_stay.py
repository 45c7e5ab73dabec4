"""Levels of severity and categories are replaced, never removed.

## Why
Old records keep the words of their time, here and in copies that others hold. A word that is gone
can no longer be explained, counted or translated; `replaced_by` keeps it and says what to write.

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

from collections.abc import Iterable, Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim
from wakebook.model.library import Library
from wakebook.rules.context import Context


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Compare the words of both policies with those of the base."""
    changed = {file.path for file in change.files}
    for name, words in (("severity", _levels), ("taxonomy", _categories)):
        path = f"policies/{name}.yaml"
        if path in changed and (after := words(ctx.library)):
            for word in words(change.before):
                if word not in after:
                    sentence = f"{word} is gone; put it back, with `replaced_by` and a new word"
                    yield Claim((path,), sentence)


def _levels(library: Library) -> Iterable[str]:
    return library.ranks


def _categories(library: Library) -> Iterable[str]:
    return library.taxonomy.by_id if library.taxonomy else ()
