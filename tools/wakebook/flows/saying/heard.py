"""From what somebody said to entries of a log.

Nothing that was said is lost: what means nothing here is kept as an observation, with a warning.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from wakebook.flows.saying.closure import behind_closure
from wakebook.flows.saying.deed import deed
from wakebook.flows.saying.parts import (
    confirmation,
    impacts,
    kind,
    marks,
    noticed,
    severity,
    twice,
    update,
)
from wakebook.flows.saying.people import roles
from wakebook.flows.saying.planned import scheduled
from wakebook.flows.saying.relations import links
from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.terms import Unclear
from wakebook.flows.saying.threads import decision, task
from wakebook.flows.saying.words import Line, fits, in_words, line


class Heard(NamedTuple):
    """The entries to write and what the speaker should know about them."""

    entries: list[Line]
    warnings: list[str]


class Part(Protocol):
    """Makes the entries of some of the words."""

    __name__: str

    def __call__(self, said: Said, scene: Scene, warnings: list[str], /) -> Iterator[Line]:
        """The entries; raises Unclear where the words mean nothing here."""


_PARTS: tuple[Part, ...] = (
    update,
    confirmation,
    decision,
    task,
    deed,
    scheduled,
    marks,
    noticed,
    roles,
    severity,
    impacts,
    links,
    kind,
    twice,
)


def heard(said: Said, scene: Scene) -> Heard:
    """All entries of one command; the text goes to the first of them, and so does the source."""
    entries: list[Line] = []
    warnings: list[str] = []
    for part in _PARTS:
        try:
            entries += [_addressed(entry, said) for entry in part(said, scene, warnings)]
        except Unclear as unclear:
            kept = scene.misheard(_spelled(part, said), said.text, unclear, warnings)
            entries.append(_addressed(kept, said))
    sound = [_sound(entry, scene.speaker, warnings) for entry in entries]
    entries = _with_text(sound, said, scene.speaker)
    if scene.incident is not None and scene.incident.is_closed:
        entries = behind_closure(entries, scene.incident, scene.speaker, warnings)
    return Heard(_with_source(entries, said.source), warnings)


def _with_text(entries: list[Line], said: Said, speaker: Speaker) -> list[Line]:
    if said.text and not any(said.text in _text(entry) for entry in entries):
        if entries and "text" not in entries[0]:
            return [{**entries[0], "text": said.text}, *entries[1:]]
        entries = [line("observation", speaker, audience=said.audience, text=said.text), *entries]
    return entries


def _text(entry: Line) -> str:
    return f"{entry.get('text', '')}{entry.get('set', {}).get('text', '')}"


def _with_source(entries: list[Line], source: str | None) -> list[Line]:
    """The entries with the source on the first, unless one tells it already; it is for staff."""
    if source and entries and not any(_tells(entry, source) for entry in entries):
        entries = [{**entries[0], "source": source}, *entries[1:]]
    return [_source_for_staff(entry) for entry in entries]


def _source_for_staff(entry: Line) -> Line:
    if "source" not in entry or entry.get("audience") != "public":
        return entry
    rest = {key: value for key, value in entry.items() if key != "source"}
    return {**rest, "audiences": {"source": "staff"}, "source": entry["source"]}


def _tells(entry: Line, source: str) -> bool:
    return "source" in {**entry, **entry.get("set", {})} or source in _text(entry)


def _addressed(entry: Line, said: Said) -> Line:
    """The entry for the audience that was asked for.

    Only what was meant for the public goes there: of a public update the update itself, and never
    words that were not understood.
    """
    if said.audience is None:
        return entry
    aside = (said.update or said.template) and entry["kind"] != "update"
    misheard = entry["kind"] == "observation" and said.kind is None
    if said.audience == "public" and (aside or misheard):
        return entry
    if entry["kind"] == "link" and entry.get("audience") == "restricted":
        return entry
    first = ("kind", "at", "by", "reported_by")
    head = {key: entry[key] for key in first if key in entry}
    return {**head, "audience": said.audience} | {k: v for k, v in entry.items() if k != "audience"}


def _sound(entry: Line, speaker: Speaker, warnings: list[str]) -> Line:
    """The entry, or an observation with the same words where it would break the format."""
    why = fits(entry)
    if why is None:
        return entry
    warnings.append(f"{entry['kind']}: {why}; kept as an observation")
    audience = entry.get("audience")
    narrow = None if audience == "public" else audience
    words = entry.get("as_written")
    return line("observation", speaker, audience=narrow, as_written=words, text=in_words(entry))


def _spelled(part: Part, said: Said) -> str:
    """What was typed for a part that could not be understood."""
    typed: dict[str, list[tuple[str, str | None]]] = {
        "severity": [("severity", said.severity), ("urgency", said.urgency)]
        + [("impact", word) for word in said.impacts if "=" not in word],
        "confirmation": [("", "confirm")],
        "kind": [("kind", said.kind)],
        "scheduled": [("", "scheduled"), ("from", said.from_), ("until", said.until)],
        "decision": [
            (name.replace("_", " "), getattr(said, name))
            for name in ("decision", "options", "decide_by", "default", "chosen")
        ],
        "task": [("task", said.task), ("owner", said.owner), ("", "done" if said.done else None)],
    }
    words = typed.get(part.__name__, [])
    return ", ".join(f"{name} {word}".strip() for name, word in words if word)
