"""What is closed stays as it was.

## Why
A closed record is what reviewers approved, what figures were made from and what auditors read. A
header that is changed afterwards, evidence that is exchanged, or a line that is added with an early
time of recording would change all of that unseen. A waiver may still come, since a rule may be
younger than the record.

## Bad
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: closed
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers slowly  # <- here
kind: incident
audience: staff
closed: {status: closed}
```

## Good
```yaml incident.yaml, as merged
title: Checkout answers with errors
kind: incident
audience: staff
closed: {status: closed}
```
```yaml timeline/20261123T140322Z-7f3a.yaml, as merged
- kind: closed
  at: 2026-11-23T14:03Z
  by: user:ana
```
```yaml incident.yaml
title: Checkout answers slowly
kind: incident
audience: staff
```
```yaml timeline/20261125T090000Z-91bc.yaml
- kind: reopened
  at: 2026-11-25T09:00Z
  by: user:ana
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change, Deed
from wakebook.model.finding import Claim
from wakebook.model.fold import LOOKS_BACK
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.rules.context import Context

_MAY_CHANGE = ("closed", "waivers")


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Compare incidents that were closed with what they are now."""
    for file in change.files:
        match file.path.split("/"):
            case ["incidents", _, incident, *place]:
                after = ctx.library.incidents.get(incident)
                before = change.before.incidents.get(incident)
                if after and before and _is_frozen(before, after):
                    for sentence in _breaches(file.deed, place, before, after):
                        yield Claim((file.path,), sentence)


def _is_frozen(before: Incident, after: Incident) -> bool:
    """Whether it was closed and stays so; importers keep records with an origin up to date."""
    reopened = len(after.by_kind.get("reopened", ())) > len(before.by_kind.get("reopened", ()))
    return before.is_closed and not reopened and before.header.origin is None


def _breaches(deed: Deed, place: list[str], before: Incident, after: Incident) -> Iterator[str]:
    reopen = f"the incident was {before.status}; reopen it first, or take this back"
    match place:
        case ["incident.yaml"]:
            if keys := _changed(before.header, after.header):
                yield f"{', '.join(keys)} changed, but {reopen}"
        case ["evidence", *_] if deed != "added":
            yield f"was {deed}, but {reopen}"
        case ["timeline", name] if deed == "added":
            stem = name.removesuffix(".yaml")
            for kind in _backdated(stem, before, after):
                yield (
                    f"brings an entry of kind {kind}, but the incident was {before.status} "
                    "meanwhile; tell it in an entry of kind update, or reopen the incident first"
                )


def _changed(before: Header, after: Header) -> list[str]:
    keys = (key for key in type(after).model_fields if key not in _MAY_CHANGE)
    return [key for key in keys if getattr(before, key) != getattr(after, key)]


def _backdated(stem: str, before: Incident, after: Incident) -> Iterator[str]:
    """Kinds of new entries that do not look back; those recorded afterwards are WB4304's."""
    for line in after.log:
        kind = line.entry.kind
        old = line.recorded <= before.log[-1].recorded
        if line.id.startswith(f"{stem}#") and old and kind not in LOOKS_BACK:
            yield kind
