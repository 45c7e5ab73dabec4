"""What the public reads of an incident at high impact: its state, and approved words."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import Classification, Entry, Impact, Severity
from wakebook.model.log.logged import Logged
from wakebook.model.wording.words import FACE, Wording, Words

_STATE = frozenset({
    *("proposed", "promoted", "dismissed", "started", "detected", "declared", "acknowledged"),
    *("triaged", "identified", "mitigated", "resolved", "closed", "reopened", "canceled"),
    *("merged", "scheduled", "in_progress", "verifying", "completed"),
    *("severity", "impact", "classification"),
})  # fmt: skip
"""Kinds of entry that say what is so; all others are words alone."""
_PLAIN = frozenset({
    *("kind", "at", "audience", "level", "component", "region", "state", "from_", "until", "into"),
    *("components", "posted_at", "edited_at"),
})  # fmt: skip
"""Fields that hold no words of their author's."""


def as_approved(shown: Incident, whole: Incident, wording: Wording) -> Incident:
    """An incident as the public may see it, without the words that wait.

    ``whole`` is the record behind it. An entry at high impact keeps what it says of the state, and
    of its words the text, if that may be read.
    """
    words = wording.of(whole)
    if not words:
        return shown
    lines = ((line, words.get(line.id)) for line in shown.log)
    places = _places(shown, words, wording)
    log = tuple(
        kept for line, said in lines if (kept := _kept(line, said, wording, places)) is not None
    )
    named = {file.path for line in log for file in line.entry.evidence}
    found = replace(
        shown, log=log, evidence={p: d for p, d in shown.evidence.items() if p in named}
    )
    face = words.get(FACE)
    if face is None:
        return found
    held = face.how == "held"
    return replace(found, header=_header(found, wording.components, held=held), is_unnamed=held)


def _places(shown: Incident, words: Mapping[str, Words], known: Wording) -> dict[str, str]:
    """What the public calls each region: a name that it knows, else a number.

    It knows the names that the status page has, and those in lines that are not held. A number says
    that it is one region and not another, so that the end of one outage does not hide the next.
    """
    named: dict[str, bool] = {}
    for line in shown.log:
        if isinstance(line.entry, Impact) and line.entry.region:
            told = line.entry.region in known.regions or line.id not in words
            named[line.entry.region] = named.get(line.entry.region, False) or told
    strange = [region for region, told in named.items() if not told]
    numbers = {region: f"region {number}" for number, region in enumerate(strange, 1)}
    return {region: numbers.get(region, region) for region in named}


def _kept(
    line: Logged, said: Words | None, known: Wording, places: Mapping[str, str]
) -> Logged | None:
    if said is None:
        return line
    free = said.how in ("template", "released")
    if line.entry.kind not in _STATE and not free:
        return None
    entry = _bare(line.entry, line.entry.text if free else None, known, places)
    return None if entry is None else line._replace(entry=entry)


def _bare(
    entry: Entry, text: str | None, known: Wording, places: Mapping[str, str]
) -> Entry | None:
    """The entry without words of its author's but the text; None where it cannot be without."""
    update: dict[str, object] = {}
    for name, field in type(entry).model_fields.items():
        if name in _PLAIN or (name == "source" and entry.kind == "detected"):
            continue
        if field.is_required():
            return None
        update[name] = field.get_default(call_default_factory=True)
    match entry:
        case Severity(level=level) if level not in known.levels:
            return None
        case Impact(component=component) if component not in known.components:
            return None
        case Impact(region=str() as region):
            update["region"] = places.get(region)
        case Classification(components=components):
            update["components"] = tuple(c for c in components or () if c in known.components)
    return entry.model_copy(update={**update, "text": text})


def _header(incident: Incident, known: AbstractSet[str], *, held: bool) -> Header:
    header = incident.header
    components = tuple(name for name in header.components if name in known)
    named = components or incident.components[len(header.components) :]
    title = f"{header.kind.capitalize()}: {', '.join(named)}" if named else header.kind.capitalize()
    return Header(
        title=title[:200] if held else header.title,
        kind=header.kind,
        audience="public",
        components=components,
        summary=None if held else header.summary,
    )
