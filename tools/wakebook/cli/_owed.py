"""Saying at the resolution that a post-mortem is needed, while everything is still known."""

from collections.abc import Iterator, Sequence

from wakebook.cli._desk import Desk
from wakebook.flows.saying.words import Line
from wakebook.model.learning import need


def owed(desk: Desk, incident: str, stem: str, lines: Sequence[Line]) -> Iterator[str]:
    """A remark where new lines resolve an incident that needs a post-mortem and has none."""
    before = desk.incident(incident)
    if before is None or not any(line["kind"] == "resolved" for line in lines):
        return
    record = before.plus(stem, lines)
    found = need(record, desk.library)
    if found.required and not any(desk.library.postmortems_of(record)):
        until = f" by {found.due:%Y-%m-%d %H:%M} UTC" if found.due else ""
        yield f"a post-mortem is needed{until} ({'; '.join(map(str, found.reasons))})"
        yield f"begin it from the record: wakebook postmortem draft {incident}"
