"""Taking back what somebody logged last: a correction that retracts it, nothing is removed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.words import Line, line
from wakebook.model import fold
from wakebook.model.incident import Incident
from wakebook.model.log import Correction
from wakebook.model.log.logged import Logged


def last_of(incident: Incident, who: str, since: datetime) -> tuple[Logged, ...]:
    """The entries of the file that somebody wrote last, after ``since``, if not retracted yet.

    Who reported an entry wrote it, whoever it quotes.
    """
    void = {
        e.entry.corrects
        for e in incident.log
        if isinstance(e.entry, Correction) and e.entry.retract
    }
    own = [
        e
        for e in incident.log
        if e.recorded >= since
        and who == (e.entry.reported_by or e.entry.by)
        and e.id not in void
        and not _retracts(e)
    ]
    if not own:
        return ()
    stem = max(own, key=lambda e: (e.recorded, e.id)).id.rpartition("#")[0]
    return tuple(e for e in own if e.id.rpartition("#")[0] == stem)


def _retracts(logged: Logged) -> bool:
    return isinstance(logged.entry, Correction) and logged.entry.retract is True


def opens(entries: Sequence[Logged]) -> bool:
    """Whether these entries declared the incident: without them nothing would be left."""
    return any(e.entry.kind == "declared" for e in entries)


def retractions(
    incident: Incident, entries: Iterable[Logged], speaker: Speaker, why: str
) -> list[Line]:
    """One correction an entry; a correction itself is undone by the values that stood before."""
    undone = []
    for logged in entries:
        if isinstance(logged.entry, Correction):
            fields = _before(incident, logged, logged.entry)
            if fields:
                corrects = logged.entry.corrects
                undone.append(line("correction", speaker, corrects=corrects, set_=fields))
        else:
            about = {"corrects": logged.id, "retract": True, "text": why or None}
            undone.append(line("correction", speaker, **about))
    return undone


def _before(incident: Incident, logged: Logged, fix: Correction) -> dict[str, object]:
    """What the corrected entry says without this correction, as far as it says anything."""
    others = fold.corrected([line for line in incident.log if line.id != logged.id])
    target = next((line for line in others if line.id == fix.corrects), None)
    if target is None:
        return {}
    given = target.entry.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {name: given[name] for name in fix.set or {} if name in given}
