"""The timeline: the decisive moments of the log, with who as a role or a team."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from wakebook.model.log import (
    Action,
    Confirmation,
    Decision,
    Impact,
    Link,
    MajorDeclared,
    RoleChange,
    Scheduled,
    Severity,
    Update,
    Vendor,
    Verification,
)
from wakebook.model.log.logged import Logged
from wakebook.render.draft.entries import MILESTONES, SEEN, told
from wakebook.render.draft.phrases import clock, day
from wakebook.render.draft.source import Source

_FEW = 14
"""With fewer decisive moments than this, what was seen and said belongs to them as well."""


def timeline(source: Source) -> Iterator[str]:
    """A list for each day; entries of the same moment share a line."""
    lines = [line for line in source.incident.timeline if _is_decisive(line, source)]
    if len(lines) < _FEW:
        wanted = {line.id for line in lines}
        lines = [
            line
            for line in source.incident.timeline
            if line.id in wanted or line.entry.kind in (*SEEN, "update")
        ]
    title = ""
    dated: list[tuple[str, Logged]] = []
    for line in lines:
        title = day(line.entry.at, source.zone) or title
        dated.append((title, line))
    for title, group in groupby(dated, key=lambda pair: pair[0]):
        listed = "\n".join(_moments(source, [line for _, line in group]))
        yield f"**{title or 'Day unknown'}**\n\n{listed}"


def _moments(source: Source, lines: Sequence[Logged]) -> Iterator[str]:
    for _, group in groupby(lines, key=lambda line: line.entry.at.text):
        same = list(group)
        at = same[0].entry.at
        exact = at.precision not in ("day", "month", "year")
        time = clock(at, source.zone) if exact else "time unknown"
        if not at.known:
            for line in same:
                yield f"- {time}: {told(source, line)}"
        else:
            yield f"- {time}: {' '.join(told(source, line) for line in same)}"


def _is_decisive(line: Logged, source: Source) -> bool:
    entry = line.entry
    match entry:
        case RoleChange():
            return entry.role == "commander"
        case Update():
            return line == _first_update(source, line)
        case Link():
            return entry.rel == "caused_by_change"
        case Vendor():
            return entry.vendor is not None or entry.acknowledged is not None
        case Impact():
            return entry.state != "operational"
    return entry.kind in MILESTONES or isinstance(
        entry,
        Severity | Action | Decision | MajorDeclared | Verification | Confirmation | Scheduled,
    )


def _first_update(source: Source, line: Logged) -> Logged:
    """The first update for the audience of this one."""
    incident = source.incident
    audience = incident.audience_of(line.entry)
    updates = incident.by_kind["update"]
    return next(u for u in updates if incident.audience_of(u.entry) == audience)
