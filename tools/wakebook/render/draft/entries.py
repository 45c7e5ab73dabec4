"""Single entries of a log in words: what happened, what was written, and whose part it was."""

from collections.abc import Callable, Sequence
from typing import Any

from wakebook.model.audience import sees
from wakebook.model.log import (
    Confirmation,
    Decision,
    Detected,
    Entry,
    Impact,
    MajorDeclared,
    Report,
    RoleChange,
    Scheduled,
    Severity,
    Update,
    Vendor,
    Verification,
)
from wakebook.model.log.logged import Logged
from wakebook.model.telling import afterthoughts, updates_told
from wakebook.render.draft.phrases import inline, later, listed, moment, sentence, signed
from wakebook.render.draft.source import Source
from wakebook.render.words import label

MILESTONES = {
    "started": "It began",
    "detected": "Noticed",
    "declared": "Declared an incident",
    "acknowledged": "Taken on",
    "triaged": "Scope and impact known",
    "identified": "Cause known",
    "mitigated": "Mitigated",
    "resolved": "Resolved",
    "closed": "Closed",
    "reopened": "Reopened",
    "canceled": "Canceled",
    "merged": "Merged into another record",
    "stood_down": "No longer major",
    "in_progress": "Begun",
    "verifying": "Being verified",
    "completed": "Completed",
}
"""Milestones in the words of a timeline."""

SEEN = ("observation", "report")
"""Kinds of entry that tell what somebody saw."""

_QUOTED = (Decision, Report, Update)
"""Kinds whose text is what somebody said; that of others goes on where their own words end."""

_NOTICED = {
    "monitoring": "monitoring",
    "customer": "a customer",
    "business": "a business unit",
    "staff": "staff",
    "vendor": "a vendor",
}


def told(source: Source, line: Logged) -> str:
    """What happened, the words of the entry, and for what was seen or done whose part it was."""
    entry = line.entry
    words = _WORDS.get(type(entry))
    what = words(source, entry) if words else MILESTONES.get(entry.kind, "")
    text = sentence(entry.text) if entry.text else ""
    if isinstance(entry, Decision) and entry.chosen:
        chosen = sentence(entry.chosen)
        text = f"{text} Chosen: {chosen}" if text else chosen
    who = source.part(entry.by, entry.at) if entry.kind in ("action", "observation") else ""
    if not what:
        return signed(text, who)
    if not text:
        return signed(f"{what}.", who)
    apart = isinstance(entry, _QUOTED) or text[:1].islower()
    return signed(f"{what}{':' if apart else '.'} {text}", who)


def together(source: Source, lines: Sequence[Logged]) -> str:
    """Entries of the same moment; components that came into the same state are named once."""
    alike: dict[str, list[str]] = {}
    said: list[str] = []
    for line in lines:
        if isinstance(line.entry, Impact) and not line.entry.text:
            if line.entry.state not in alike:
                said.append(line.entry.state)
            alike.setdefault(line.entry.state, []).append(_where(source, line.entry))
        else:
            said.append(told(source, line))
    return " ".join(f"{_stated(alike[each], each)}." if each in alike else each for each in said)


def _detected(_: Source, entry: Detected) -> str:
    return f"Noticed by {_NOTICED[entry.source]}" if entry.source else "Noticed"


def _severity(_: Source, entry: Severity) -> str:
    return f"Severity {inline(entry.level)}"


def _impact(source: Source, entry: Impact) -> str:
    return _stated([_where(source, entry)], entry.state)


def _where(source: Source, entry: Impact) -> str:
    where = f" in {inline(entry.region)}" if entry.region else ""
    return f"{inline(source.component(entry.component))}{where}"


def _stated(names: Sequence[str], state: str) -> str:
    if state == "operational":
        return f"{listed(names)} {'works' if len(names) == 1 else 'work'} again"
    return f"{listed(names)}: {label(state).lower()}"


def _role(_: Source, entry: RoleChange) -> str:
    if entry.to == "none":
        return "Nobody commands any more"
    return "Command taken over" if entry.from_ == "none" else "Command handed over"


def _decision(_: Source, entry: Decision) -> str:
    what = "Decision" if entry.chosen else "Question"
    return f"{what} ({inline(entry.ref)})" if entry.ref else what


def _major(_: Source, entry: MajorDeclared) -> str:
    return f"Declared major ({inline(entry.criterion)})"


def _verification(_: Source, entry: Verification) -> str:
    return f'Check "{inline(entry.check)}": {entry.result}{runs(entry)}'


def runs(entry: Verification) -> str:
    """How many runs of a check passed, where that is logged."""
    known = entry.passes is not None and entry.of is not None
    return f", {entry.passes} of {entry.of} runs" if known else ""


def _confirmation(source: Source, entry: Confirmation) -> str:
    return f"Confirmed {confirmed_by(source, entry)}: {inline(entry.of)}"


def confirmed_by(source: Source, entry: Confirmation) -> str:
    """Who confirms; and that somebody else wrote it down, where a person is quoted."""
    writer = entry.reported_by or entry.by
    quoted = entry.who.startswith("user:") and writer not in (None, entry.who)
    told = ", written down by another" if quoted else ""
    return f"by {inline(source.part(entry.who, entry.at))}{told}"


def _update(source: Source, entry: Update) -> str:
    incident = source.incident
    audience = incident.audience_of(entry)
    if any(entry is each.entry for each in afterthoughts(incident)):
        return "Noted after the closure"
    if not sees(audience, incident):
        return f"Update written for the {audience}, not published"
    updates = [line.entry for line in updates_told(incident)]
    first = next(each for each in updates if incident.audience_of(each) == audience)
    return f"{'First update' if first is entry else 'Update'} ({audience})"


def _vendor(source: Source, entry: Vendor) -> str:
    named = source.part(entry.vendor, entry.at) if entry.vendor else entry.ref or ""
    what = "called in" if entry.acknowledged is None else "confirmed the call"
    return f"Vendor {inline(named)} {what}"


def _scheduled(source: Source, entry: Scheduled) -> str:
    zone = source.zone
    if not (entry.from_.known or entry.until.known):
        return "Scheduled for an unknown time"
    until = later(entry.from_, entry.until, zone)
    return f"Scheduled from {moment(entry.from_, zone)} to {until}"


def _report(_: Source, entry: Report) -> str:
    return f"Reported by {inline(entry.source)}"


_WORDS: dict[type[Entry], Callable[[Source, Any], str]] = {
    Detected: _detected,
    Severity: _severity,
    Impact: _impact,
    RoleChange: _role,
    Decision: _decision,
    MajorDeclared: _major,
    Verification: _verification,
    Confirmation: _confirmation,
    Update: _update,
    Vendor: _vendor,
    Scheduled: _scheduled,
    Report: _report,
}
