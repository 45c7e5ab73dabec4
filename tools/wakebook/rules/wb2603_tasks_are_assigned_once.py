"""A task has one owner; only its owner or the commander gives it to somebody else.

## Why
Two people who do the same work, each sure that it is theirs, lose the time of one and may undo each
other's steps. A task is therefore assigned once. It moves on when its owner hands it over or the
commander decides so, and not after it is done.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: task
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: read-logs
  owner: user:ben
  text: Read the logs of the checkout.
- kind: task
  at: 2026-11-23T14:20Z
  by: user:cleo
  ref: read-logs
  owner: user:cleo  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: task
  at: 2026-11-23T14:03Z
  by: user:ana
  ref: read-logs
  owner: user:ben
  text: Read the logs of the checkout.
- kind: task
  at: 2026-11-23T14:20Z
  by: user:ben
  ref: read-logs
  owner: user:cleo
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import RoleChange, Task
from wakebook.model.log.logged import Logged
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Walk along the timeline with the commander and each task's owner."""
    del ctx
    if "task" not in incident.by_kind:
        return
    commander = "none"
    owners: dict[str, str] = {}
    done: set[str] = set()
    for line in incident.timeline:
        entry = line.entry
        if isinstance(entry, RoleChange) and entry.role == "commander":
            commander = entry.to
        if not isinstance(entry, Task) or entry.ref is None:
            continue
        if entry.owner is not None:
            yield from _given(line, entry, owners.get(entry.ref), commander, entry.ref in done)
            owners[entry.ref] = entry.owner
        if entry.done is not None:
            (done.add if entry.done else done.discard)(entry.ref)


def _given(
    line: Logged, task: Task, owner: str | None, commander: str, done: bool
) -> Iterator[Claim]:
    if owner is None or task.owner == owner:
        return
    route = ("timeline", line.id, "owner")
    if done:
        yield Claim(route, f"{owner} has done {task.ref} already; open a task of another ref")
    elif task.by not in (owner, commander):
        sentence = f"{task.ref} is {owner}'s; let the owner or the commander hand it over"
        yield Claim(route, sentence)
