"""The id of an incident begins with the day on which it was opened.

## Why
People look for an incident by its day. An id is never changed once others refer to it, so a wrong
day is only noted, for who can still choose another name before the first merge. More than two
months apart are asked about, since then the times are probably the slip.

## Bad
```yaml timeline/20261126T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-26T14:03Z  # <- here
  by: user:ana
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: started
  at: 2026-11-22T23:50Z
  by: user:ana
```
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from wakebook.model.finding import Claim, Level
from wakebook.model.incident import Incident
from wakebook.rules.context import Context
from wakebook.rules.slips import FAR

LEVEL = "note"


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Any day from the earliest known time to the first recording is the opening's."""
    del ctx
    times = [at for line in incident.timeline if (at := line.entry.at.earliest) is not None]
    if not times or incident.header.kind in ("maintenance", "notice"):
        return
    day = datetime.fromisoformat(incident.id[:10]).replace(tzinfo=UTC)
    first, last = min(times), max(times)
    far = first - day > FAR or day - last > FAR
    if not far and first.date() <= day.date() <= _opened(incident, first).date():
        return
    line = next(line for line in incident.timeline if line.entry.at.earliest == first)
    sentence = (
        f"the id says {incident.id[:10]}, but the earliest time is {line.entry.at}; "
        "put the time right, or rename the folder before others refer to it"
    )
    yield Claim(("timeline", line.id, "at"), sentence, Level.WARNING if far else None)


def _opened(incident: Incident, first: datetime) -> datetime:
    """The latest time at which it can have been opened; an import says that it was its first."""
    at = next(e.entry.at for e in incident.timeline if e.entry.at.earliest == first)
    latest = at.latest or first
    return latest if incident.header.origin else max(latest, incident.log[0].recorded)
