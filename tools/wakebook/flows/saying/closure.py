"""What the log of an incident that is over still takes."""

from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.words import Line, in_words, line
from wakebook.model.base import narrowest
from wakebook.model.fold import LOOKS_BACK
from wakebook.model.incident import Incident


def behind_closure(
    entries: list[Line], incident: Incident, speaker: Speaker, warnings: list[str]
) -> list[Line]:
    """The entries as a closed incident takes them: what does not look back becomes an update.

    A reopening comes first, so that everything else is said about an open incident.
    """
    if any(entry["kind"] == "reopened" for entry in entries):
        return sorted(entries, key=lambda entry: entry["kind"] != "reopened")
    late = [entry for entry in entries if entry["kind"] not in LOOKS_BACK]
    if not late:
        return entries
    audience = narrowest(*(entry.get("audience") or "staff" for entry in late))
    update = line(
        "update",
        speaker,
        audience=audience,
        as_written="; ".join(dict.fromkeys(e["as_written"] for e in late if "as_written" in e)),
        text="\n".join(in_words(entry) for entry in late),
    )
    lost = [e["kind"].replace("_", " ") for e in late if e["kind"] != "observation"]
    if lost:
        warnings.append(f"{', '.join(lost)}: not for an incident that is over")
    warnings.append(
        f"{incident.id} is {incident.status}; kept as an update for {audience}; "
        f"if work on it goes on: wakebook log --incident {incident.id} --reopened"
    )
    return [update, *(entry for entry in entries if entry["kind"] in LOOKS_BACK)]
