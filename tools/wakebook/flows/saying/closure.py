"""An incident that is over: what its log still takes, and what its header then says."""

from collections.abc import Sequence
from dataclasses import replace

from wakebook.flows.saying.heard import Heard
from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.words import Line, line
from wakebook.model.base import narrowest
from wakebook.model.fold import CLOSED, LOOKS_BACK
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged, recorded_time

_SAID_BY_HEADER = CLOSED | {"completed"}
_FRAME = ("kind", "at", "by", "reported_by", "audience", "as_written", "text")


def behind_closure(found: Heard, incident: Incident, speaker: Speaker) -> Heard:
    """The entries as a closed incident takes them: what does not look back becomes an update.

    A reopening comes first, so that everything else is said about an open incident.
    """
    reopening = [entry for entry in found.entries if entry["kind"] == "reopened"]
    if reopening:
        rest = [entry for entry in found.entries if entry["kind"] != "reopened"]
        return found._replace(entries=[*reopening, *rest])
    late = [entry for entry in found.entries if entry["kind"] not in LOOKS_BACK]
    if not late:
        return found
    told = [_told(entry) for entry in late]
    audience = narrowest(*(entry.get("audience") or "staff" for entry in late))
    update = line("update", speaker, audience=audience, text="\n".join(told))
    kept = [entry for entry in found.entries if entry["kind"] in LOOKS_BACK]
    lost = [e["kind"].replace("_", " ") for e in late if e["kind"] != "observation"]
    warnings = [f"{', '.join(lost)}: not for an incident that is over"] if lost else []
    advice = f"wakebook log --incident {incident.id} --reopened"
    warnings.append(
        f"{incident.id} is {incident.status}; kept as an update for {audience}; "
        f"if work on it goes on: {advice}"
    )
    return Heard([update, *kept], [*found.warnings, *warnings])


def _told(entry: Line) -> str:
    """An entry in words; that something is an observation goes without saying."""
    text = str(entry.get("text", ""))
    facts = [f"{key} {value}" for key, value in entry.items() if key not in _FRAME]
    kind = "" if entry["kind"] == "observation" else entry["kind"].replace("_", " ")
    told = " ".join([kind, ", ".join(facts)]).strip()
    return f"{told}: {text}" if told and text else told or text


def with_lines(incident: Incident, stem: str, lines: Sequence[Line]) -> Incident:
    """The incident with a new log file at the end."""
    recorded = recorded_time(stem)
    entries = (KINDS[each["kind"]].model_validate(each) for each in lines)
    new = (Logged(f"{stem}#{n}", recorded, entry) for n, entry in enumerate(entries, 1))
    return replace(incident, log=(*incident.log, *new))


def summary(incident: Incident) -> dict[str, str] | None:
    """The header's ``closed`` block as the log wants it; None while the incident is open."""
    if incident.status not in _SAID_BY_HEADER:
        return None
    severity = {"severity": incident.severity} if incident.severity else {}
    return {"status": incident.status, **severity}
