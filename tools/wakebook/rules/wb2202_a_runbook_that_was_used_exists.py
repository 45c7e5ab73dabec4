"""A runbook that an incident was worked on with exists.

## Why
The page of a runbook lists the incidents that it was used in, so that its owner sees where it
helped. Under a name that leads nowhere a use is not counted.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: action
  at: 2026-11-23T14:03Z
  by: user:ana
  tool: runbooks/pool-exausted.md  # <- here
  text: Stopped the price import.
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: action
  at: 2026-11-23T14:03Z
  by: user:ana
  tool: runbooks/pool-exhausted.md
  text: Stopped the price import.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Action
from wakebook.model.runbook import named_by
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

LEVEL = "warning"


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """A runbook may have been taken away since, so that this is no error."""
    for line in incident.by_kind.get("action", ()):
        tool = line.entry.tool if isinstance(line.entry, Action) else None
        name = named_by(tool) if tool else None
        if name is not None and name not in ctx.library.runbooks:
            advice = did_you_mean(name, list(ctx.library.runbooks), "write it, or name another")
            yield Claim(("timeline", line.id, "tool"), f"there is no {tool}; {advice}")
