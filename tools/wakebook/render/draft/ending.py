"""Resolution: what ended it, how that is known, and how long it has held."""

from collections.abc import Iterator

from wakebook.model.log import Action, Confirmation, Verification
from wakebook.model.moment import Moment, between
from wakebook.render.draft.entries import runs
from wakebook.render.draft.phrases import inline, length, moment, paragraph, short
from wakebook.render.draft.source import Source


def ending(source: Source) -> Iterator[str]:
    """The resolution block of the header, checks and confirmations, the time it held."""
    done = source.incident.header.resolution
    if done is not None:
        yield paragraph(done.summary)
        steps = [_performed(source, a.what, a.tool, a.at) for a in done.actions]
        steps += [f"- Changed: {inline(c.what)}{_ref(c.ref)}" for c in done.changes]
        if steps:
            yield "\n".join(steps)
    elif logged := list(_logged(source)):
        yield "What the log says was done:\n\n" + "\n".join(logged)
    if proofs := list(_proofs(source)):
        yield "How it is known to work again:\n\n" + "\n".join(proofs)
    else:
        yield "The log holds no check and no confirmation that it works again."
    if held := list(_held(source)):
        yield "\n".join(held)


def _logged(source: Source) -> Iterator[str]:
    """The actions of the log, for as long as nobody has said which of them helped."""
    for line in source.incident.by_kind.get("action", ()):
        entry = line.entry
        if isinstance(entry, Action):
            yield _performed(source, short(entry.text), entry.tool, entry.at)


def _performed(source: Source, what: str, tool: str | None, at: Moment | None) -> str:
    facts = [f"with {inline(tool)}"] if tool else []
    facts += [moment(at, source.zone)] if at is not None else []
    told = f" ({', '.join(facts)})" if facts else ""
    return f"- Done: {inline(what)}{told}"


def _ref(ref: str | None) -> str:
    return f" ({inline(ref)})" if ref else ""


def _proofs(source: Source) -> Iterator[str]:
    for line in source.incident.timeline:
        entry = line.entry
        at = moment(entry.at, source.zone)
        if isinstance(entry, Verification):
            yield f"- {at}: {inline(entry.check)}: {entry.result}{runs(entry)}"
        elif isinstance(entry, Confirmation):
            who = inline(source.part(entry.who, entry.at))
            yield f"- {at}: {inline(entry.of)}, confirmed by {who}"


def _held(source: Source) -> Iterator[str]:
    incident = source.incident
    for start, end, words in (
        ("mitigated", "resolved", "From the end of the harm to the resolution"),
        ("resolved", "closed", "From the resolution until the record was closed"),
    ):
        span = between(incident.milestones.get(start), incident.milestones.get(end))
        if span is not None and span.nominal > 0:
            yield f"- {words}: {length(span)}"
