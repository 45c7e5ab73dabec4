"""Resolution: what ended it, how that is known, and how long it has held."""

from collections.abc import Iterator

from wakebook.model.log import Action, Confirmation, Verification
from wakebook.model.moment import Moment, between
from wakebook.render.draft.entries import confirmed_by, runs
from wakebook.render.draft.phrases import inline, length, moment, on, paragraph, sentence, short
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
    elif logged := [*_logged(source), *_said(source)]:
        yield "What the log says of it:\n\n" + "\n".join(logged)
    if proofs := list(_proofs(source)):
        yield "What was checked and confirmed:\n\n" + "\n".join(proofs)
    elif source.incident.ended is not None and source.incident.header.kind != "notice":
        yield "The log holds no check and no confirmation that it works again."
    if held := " ".join(_held(source)):
        yield held


def _said(source: Source) -> Iterator[str]:
    """What the log says at the mitigation and at the resolution."""
    for kind, words in (("mitigated", "Mitigated"), ("resolved", "Resolved")):
        for line in source.incident.by_kind.get(kind, ()):
            if line.entry.text:
                yield f"- {words} {on(line.entry.at, source.zone)}: {sentence(line.entry.text)}"


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
    return f"- Done: {inline(what).removesuffix('.') if told else inline(what)}{told}"


def _ref(ref: str | None) -> str:
    return f" ({inline(ref)})" if ref else ""


def _proofs(source: Source) -> Iterator[str]:
    for line in source.incident.timeline:
        entry = line.entry
        at = moment(entry.at, source.zone)
        if isinstance(entry, Verification):
            yield f"- {at}: {inline(entry.check)}: {entry.result}{runs(entry)}"
        elif isinstance(entry, Confirmation):
            yield f"- {at}: {inline(entry.of)}, confirmed {confirmed_by(source, entry)}"


def _held(source: Source) -> Iterator[str]:
    incident = source.incident
    for start, end, words in (
        ("mitigated", "resolved", "It was resolved {} the mitigation."),
        ("resolved", "closed", "The record was closed {} the resolution."),
    ):
        span = between(incident.milestones.get(start), incident.milestones.get(end))
        if span is not None and span.nominal > 0:
            yield words.format(f"{length(span)} after")
