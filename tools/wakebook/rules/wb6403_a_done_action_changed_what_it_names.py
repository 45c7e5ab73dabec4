"""An action becomes done when what it names has changed since the incident.

## Why
"Done" is believed for years: by whoever follows the runbook, or waits for the alert. If the file
that an action was to change is as it was on the day of the incident, the finding reached nobody.
The change that says "done" may bring the file along, or history may hold it. What counts is what
the file says against what it said when the incident began: a change that was taken back is none,
and neither is another mode. A file that is gone since then is changed: an alert that misled is
removed on purpose. (A runbook has to be there all the same, says WB0508: name what took its place.)
What lies elsewhere cannot be seen from here, which is said and never taken for good. The item
itself, its incident, its post-mortem and whole top folders change with anything, so they prove
nothing.

## Bad
```yaml actions/alert-on-pool.yaml, as merged
title: Alert before the pool of connections is exhausted
owner: user:ben
due: 2026-12-01
kind: detect
changes: [monitoring/checkout.yaml]
```
```yaml actions/alert-on-pool.yaml
title: Alert before the pool of connections is exhausted  # <- here
owner: user:ben
due: 2026-12-01
kind: detect
changes: [monitoring/checkout.yaml]
status: done
```

## Good
```yaml actions/alert-on-pool.yaml, as merged
title: Alert before the pool of connections is exhausted
owner: user:ben
due: 2026-12-01
kind: detect
changes: [runbooks/watch-the-pool.md]
```
```yaml actions/alert-on-pool.yaml
title: Alert before the pool of connections is exhausted
owner: user:ben
due: 2026-12-01
kind: detect
changes: [runbooks/watch-the-pool.md]
status: done
```
```markdown runbooks/watch-the-pool.md
---
title: Watch the pool of connections
owner: group:web
review_by: 2027-03-31
components: [payments]
---

## Meaning

Every connection will soon be taken.

## Mitigation

Look at the graph of the pool before you restart anything.
```
"""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.finding import Claim, Level
from wakebook.model.library import Library
from wakebook.model.postmortem import Action
from wakebook.model.proof import began, objection, proofs
from wakebook.rules.context import Context

CONDUCT = True


def check(change: Change, ctx: Context) -> Iterator[Claim]:
    """Asked of the change that says done; an imported item knows no better."""
    for file in change.files:
        match file.path.split("/"):
            case ["postmortems", _, incident, "actions", _]:
                after = _action(ctx.library, incident, file.path)
                before = _action(change.before, incident, file.path)
                if after is not None and _says_done(before, after) and _ours(ctx.library, incident):
                    yield from _claims(change, after, ctx.library)


def _action(library: Library, incident: str, path: str) -> Action | None:
    return next((a for a in library.actions.get(incident) or () if a.path == path), None)


def _says_done(before: Action | None, after: Action) -> bool:
    """Whether the change makes it done, or lets a done one name something else.

    What was a relic before is left alone; what becomes one with its end is not.
    """
    if after.item.status != "done" or (before is not None and before.item.legacy):
        return False
    if before is None or before.item.status != "done":
        return True
    return before.item.changes != after.item.changes


def _ours(library: Library, incident: str) -> bool:
    record = library.incidents.get(incident)
    return record is None or record.header.origin is None


def _claims(change: Change, action: Action, library: Library) -> Iterator[Claim]:
    since = began(library.incidents.get(action.incident), action.incident)
    for proof in proofs(action.item.changes, since, action.incident, change.touched):
        sentence = objection(proof, since)
        if sentence is not None:
            level = Level.WARNING if proof.outcome == "unseen" else None
            yield Claim((action.path,), f"is done, and {sentence}", level)
