"""What is worth a word when a post-mortem is published, and hinders nobody."""

from collections.abc import Iterator

from wakebook.cli._desk import Desk
from wakebook.cli._objections import doubts
from wakebook.model.postmortem import Postmortem
from wakebook.render.words import counted


def remarks(desk: Desk, written: Postmortem, path: str) -> list[str]:
    """What the record has said since the draft, and warnings about the text."""
    return [*_later(desk, written, path), *_warnings(desk, written, path)]


def _later(desk: Desk, written: Postmortem, path: str) -> Iterator[str]:
    from wakebook.flows.learning.draft import drafted, renewed_text
    from wakebook.model.audience import sees
    from wakebook.model.blocks import is_begun

    incident = desk.library.incidents.get(written.id)
    audience = written.header.audience
    text = desk.opened.reader.raw(path).decode("utf-8").replace("\r\n", "\n")
    if incident is None or not sees(audience, incident) or not is_begun(text):
        return
    made = drafted(incident, desk.library, audience, desk.now.date())
    found = renewed_text(text, made)
    parts = dict.fromkeys((*found.renewed, *found.added, *found.stale, *found.homeless))
    if parts:
        yield f"the record has changed since this was drafted: {', '.join(parts)}"
        draft = f"wakebook postmortem draft {written.id}"
        yield f"to renew it, take `published` out of its front matter, then: {draft}"


def _warnings(desk: Desk, written: Postmortem, path: str) -> Iterator[str]:
    found = [each for each in doubts(desk.opened, written.id) if each.path == path]
    if found:
        count = counted(len(found), "warning")
        codes = ", ".join(sorted({each.code for each in found}))
        yield f"{count} about its text ({codes}); see: wakebook check {path}"
