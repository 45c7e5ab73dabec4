"""The timeline: the decisive moments of the log, with who as a role or a team."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from wakebook.model.log import (
    Action,
    Confirmation,
    Decision,
    Impact,
    MajorDeclared,
    RoleChange,
    Scheduled,
    Severity,
    Update,
    Vendor,
    Verification,
)
from wakebook.model.log.logged import Logged
from wakebook.model.telling import updates_told
from wakebook.render.draft.entries import MILESTONES, SEEN, together
from wakebook.render.draft.phrases import clock, day, paragraph
from wakebook.render.draft.source import Source

_FEW, _MANY = 14, 40
"""With fewer decisive moments than this, what was seen and said belongs to them as well, as long
as all of it together is no longer than a reader reads."""


def timeline(source: Source) -> Iterator[str]:
    """A list for each day; milestones and states of the same moment share a line."""
    timeline = source.incident.timeline
    lines = [line for line in timeline if _is_decisive(line, source)]
    wanted = {line.id for line in lines}
    more = [n for n in timeline if n.id in wanted or n.entry.kind in (*SEEN, "update")]
    if len(lines) < _FEW and len(more) <= _MANY:
        lines = more
    yield from _days(source, lines)
    if left := len(more) - len(lines):
        entries = "1 more entry" if left == 1 else f"{left} more entries"
        yield f"The log has {entries} of what was seen and said."


def _days(source: Source, lines: Sequence[Logged]) -> Iterator[str]:
    title = ""
    dated: list[tuple[str, Logged]] = []
    for line in lines:
        title = day(line.entry.at, source.zone) or title
        dated.append((title, line))
    for title, group in groupby(dated, key=lambda pair: pair[0]):
        listed = "\n".join(_moments(source, [line for _, line in group], dated=bool(title)))
        yield f"**{title or 'At an unknown time'}**\n\n{listed}"


def _moments(source: Source, lines: Sequence[Logged], *, dated: bool) -> Iterator[str]:
    for _, group in groupby(lines, key=_shared):
        same = list(group)
        time = clock(same[0].entry.at, source.zone)
        words = together(source, same)
        yield f"- {time}: {words}" if dated else f"- {paragraph(words)}"


def _shared(line: Logged) -> str:
    """The same for entries that share a line: not for what is a sentence of somebody's own."""
    entry = line.entry
    own = isinstance(entry, Action | Decision | Update) or entry.kind in SEEN
    return line.id if own or not entry.at.known else entry.at.text


def _is_decisive(line: Logged, source: Source) -> bool:
    entry = line.entry
    if not entry.at.known and entry.text is None and entry.kind in MILESTONES:
        return False  # It says no more than that it happened.
    match entry:
        case RoleChange():
            return entry.role == "commander"
        case Update():
            return line == _first_update(source, line)
        case Vendor():
            return entry.vendor is not None or entry.acknowledged is not None
        case Impact():
            return entry.state != "operational" or _is_end(source, entry)
    return entry.kind in MILESTONES or isinstance(
        entry,
        Severity | Action | Decision | MajorDeclared | Verification | Confirmation | Scheduled,
    )


def _is_end(source: Source, entry: Impact) -> bool:
    """Whether a component works again that did not."""
    return any(
        window.until == entry.at
        and (window.component, window.region) == (entry.component, entry.region)
        for window in source.incident.windows
    )


def _first_update(source: Source, line: Logged) -> Logged | None:
    """The first update that told the audience of this one something, if any did."""
    incident = source.incident
    audience = incident.audience_of(line.entry)
    updates = updates_told(incident)
    return next((u for u in updates if incident.audience_of(u.entry) == audience), None)
