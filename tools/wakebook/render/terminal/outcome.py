"""How an incident ended and what was learned from it, in a few lines for a terminal."""

from collections.abc import Iterator
from typing import NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.postmortem import ActionItem, Postmortem
from wakebook.render.terminal.reflow import reflow
from wakebook.render.words import when


class Learned(NamedTuple):
    """Post-mortems and action items, as far as a reader may see them.

    ``is_missing`` tells that there is no post-mortem for anybody. The public reads all of it
    ``unsigned``, and of no exception from a rule.
    """

    postmortems: tuple[Postmortem, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    is_missing: bool = False
    unsigned: bool = False


def outcome(incident: Incident, learned: Learned) -> Iterator[str]:
    """Lines without indent; nothing of an incident that goes on and has nothing of the kind."""
    told = incident.header.resolution
    if told is not None:
        yield reflow(told.summary)
        for done in told.actions:
            yield f"- {done.what}{_aside(done.tool)}"
        for change in told.changes:
            yield f"- changed: {change.what}{_aside(change.ref)}"
    for waiver in () if learned.unsigned else incident.header.waivers:
        yield f"- {waiver.rule} waived{_aside(waiver.by)}: {reflow(waiver.reason)}"
    for written in learned.postmortems:
        yield f"- post-mortem: {_state(written)}{_elsewhere(written, incident)}"
    if incident.status == "closed" and learned.is_missing and not learned.unsigned:
        yield "- no post-mortem"
    for item in learned.actions:
        yield f"- action item: {item.title}{_aside(*_facts(item, unsigned=learned.unsigned))}"


def _state(written: Postmortem) -> str:
    published = written.header.published
    return "begun, not published" if published is None else f"published {when(published).text}"


def _elsewhere(written: Postmortem, incident: Incident) -> str:
    return "" if written.id == incident.id else f", with {written.id}"


def _facts(item: ActionItem, *, unsigned: bool) -> Iterator[str | None]:
    yield item.status.replace("_", " ")
    if not unsigned:
        yield item.owner
    if item.is_open and item.due is not None:
        yield f"due {when(item.due).text}"


def _aside(*facts: str | None) -> str:
    told = ", ".join(fact.removeprefix("user:") for fact in facts if fact)
    return f" ({told})" if told else ""
