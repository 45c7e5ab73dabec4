"""The installed toolkit is one that the repository requires.

## Why
An older toolkit does not know newer kinds and rules: it would refuse good records, and pass bad
ones. `requires` in `wakebook.yaml` names the versions that may judge, in the words of PEP 440.

## Bad
```yaml wakebook.yaml
format: 1
requires: ">=3000"  # <- here
```

## Good
```yaml wakebook.yaml
format: 1
requires: ">=0.0.1"
```
"""

from collections.abc import Iterator

from wakebook import __version__
from wakebook.model.finding import Claim
from wakebook.model.settings import Settings
from wakebook.rules.context import Context


def check(settings: Settings, ctx: Context) -> Iterator[Claim]:
    """Compare the wanted versions with the installed one, development versions included."""
    del ctx
    if settings.requires is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        wanted = SpecifierSet(settings.requires, prereleases=True)
    except InvalidSpecifier:
        sentence = f"{settings.requires} names no versions; write something like '>=0.2,<1'"
        yield Claim(("requires",), sentence)
        return
    if __version__ not in wanted:
        sentence = f"this is wakebook {__version__}, and {settings.requires} is wanted; install one"
        yield Claim(("requires",), sentence)
