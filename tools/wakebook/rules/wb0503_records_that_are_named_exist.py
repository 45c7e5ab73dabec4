"""An incident, problem or post-mortem that a record names exists.

## Why
A link that leads nowhere hides what somebody wanted the reader to see. A target with a colon or a
capital letter (`jira:SHOP-12`, `PRB0040001`, an address) stands for another system and is not
looked up.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: problem
  to: pool-to-small  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: link
  at: 2026-11-23T14:03Z
  by: user:ana
  rel: problem
  to: jira:SHOP-12
```
"""

from collections.abc import Iterator
from typing import Any

from wakebook.model.finding import Claim, Route
from wakebook.model.incident import Incident
from wakebook.model.postmortem import Action, Postmortem
from wakebook.model.problem import Problem
from wakebook.rules.context import Context
from wakebook.rules.incident_ids import looks_like_incident
from wakebook.rules.nearest import did_you_mean

_OF_INCIDENTS = frozenset(
    {"parent", "child", "follow_up_of", "followed_by", "duplicate_of", "duplicated_by"}
)


def check(record: Incident | Problem | Postmortem | Action, ctx: Context) -> Iterator[Claim]:
    """Look every target up; an incident that exists and cannot be read counts as existing.

    Where a repository of other records is not here, an incident may lie there.
    """
    incidents = ctx.library.incidents
    for route, target in _incidents_named(record):
        if target not in incidents and not ctx.library.absent:
            yield Claim(route, f"there is no incident {target}; write the name of its folder")
    if not isinstance(record, Incident):
        return
    for line in record.by_kind.get("link", ()):
        entry: Any = line.entry
        if entry.rel == "problem" and _is_ours(entry.to) and entry.to not in ctx.library.problems:
            advice = did_you_mean(entry.to, ctx.library.problems, "write system:id for another's")
            yield Claim(("timeline", line.id, "to"), f"there is no problem {entry.to}; {advice}")


def _incidents_named(
    record: Incident | Problem | Postmortem | Action,
) -> Iterator[tuple[Route, str]]:
    match record:
        case Incident():
            yield from _of_log(record)
        case Action():
            yield (), record.incident
        case _:
            for number, name in enumerate(record.header.incidents):
                yield ("incidents", number), name


def _of_log(incident: Incident) -> Iterator[tuple[Route, str]]:
    for line in incident.by_kind.get("link", ()):
        entry: Any = line.entry
        named = entry.rel in _OF_INCIDENTS and _is_ours(entry.to)
        if named or looks_like_incident(entry.to):
            yield ("timeline", line.id, "to"), entry.to
    for line in incident.by_kind.get("merged", ()):
        entry = line.entry
        yield ("timeline", line.id, "into"), entry.into


def _is_ours(target: str) -> bool:
    return ":" not in target and target == target.lower()
