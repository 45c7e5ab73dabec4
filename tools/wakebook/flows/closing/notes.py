"""Resolution notes: what somebody says of the end, beside what header and log say already."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.log import Action
from wakebook.records.splice import append_item, insert_key, set_value

Words = dict[str, Any]
"""One action or change, in the words of the file."""


SAID_LATER = "How it was ended stands in a sentence that is yet to be said."
"""Stands for a summary that somebody will say, while the rest of the notes is looked at."""


class Notes(NamedTuple):
    """How an incident ended, as far as it was said; ``unchanged`` says that nothing was changed."""

    summary: str | None = None
    actions: tuple[Words, ...] = ()
    changes: tuple[Words, ...] = ()
    unchanged: bool = False


def from_log(incident: Incident) -> Iterator[Words]:
    """What was done to end it, by the log: the actions since it was reopened, if it was."""
    reopened = [line for line in incident.timeline if line.entry.kind == "reopened"]
    since = incident.timeline.index(reopened[-1]) if reopened else 0
    for line in incident.timeline[since:]:
        entry = line.entry
        if isinstance(entry, Action):
            what = " ".join(entry.text.split())
            said = {"what": what, "tool": entry.tool, "by": entry.by, "at": str(entry.at)}
            yield {key: value for key, value in said.items() if value is not None}


def with_notes(raw: bytes, incident: Incident, notes: Notes) -> bytes:
    """The header with these notes in it; what it said already stays as it is.

    Where neither header nor notes name an action, those of the log are taken over, and of a
    reopened incident those since then. Without a summary there are no notes yet. Raises ValueError
    for a file that cannot be read.
    """
    present = incident.header.resolution
    if present is None:
        if notes.summary is None:
            return raw
        return insert_key(raw, (), "resolution", _block(notes, tuple(from_log(incident))))
    if notes.summary is not None and notes.summary != present.summary:
        raw = set_value(raw, ("resolution", "summary"), notes.summary)
    said = present.model_fields_set
    told = {action.what for action in present.actions}
    again = "reopened" in incident.by_kind
    silent = not notes.actions and (again or not present.actions)
    logged = tuple(w for w in from_log(incident) if w["what"] not in told) if silent else ()
    raw = _longer(raw, "actions", (*notes.actions, *logged), there="actions" in said)
    raw = _longer(raw, "changes", notes.changes, there="changes" in said)
    if notes.unchanged and not notes.changes and "changes" not in said:
        raw = insert_key(raw, ("resolution",), "changes", [])
    return raw


def _block(notes: Notes, logged: tuple[Words, ...]) -> Mapping[str, Any]:
    block: dict[str, Any] = {"summary": notes.summary}
    if actions := notes.actions or logged:
        block["actions"] = list(actions)
    if notes.changes or notes.unchanged:
        block["changes"] = list(notes.changes)
    return block


def _longer(raw: bytes, key: str, items: tuple[Words, ...], *, there: bool) -> bytes:
    if items and not there:
        return insert_key(raw, ("resolution",), key, list(items))
    for item in items:
        raw = append_item(raw, ("resolution", key), item)
    return raw
