"""The audiences of a repository stand once each, from the widest to the narrowest.

## Why
Everything that is published asks which audience is narrower. An order that says something else than
the words would publish what is restricted.

## Bad
```yaml wakebook.yaml
format: 1
audiences: [staff, public, restricted]  # <- here
```

## Good
```yaml wakebook.yaml
format: 1
audiences: [public, staff, restricted]
```
"""

from collections.abc import Iterator

from wakebook.model.base import AUDIENCES
from wakebook.model.finding import Claim
from wakebook.model.settings import Settings
from wakebook.rules.context import Context


def check(settings: Settings, ctx: Context) -> Iterator[Claim]:
    """Compare with the one order that there is."""
    del ctx
    ordered = tuple(a for a in AUDIENCES if a in settings.audiences)
    if settings.audiences != ordered:
        sentence = f"the audiences are not in order; write [{', '.join(ordered)}]"
        yield Claim(("audiences",), sentence)
