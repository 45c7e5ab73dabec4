"""What went well and what went badly: only facts that can be counted, the rest is for people."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wakebook.model.incident import Incident
from wakebook.model.log import Decision, Detected, Task, Verification
from wakebook.model.moment import Moment, Span, between
from wakebook.model.telling import sendings
from wakebook.render.draft.phrases import inline, length
from wakebook.render.draft.source import Source

_SOON = 15 * 60
"""Seconds: what happens sooner after the detection is told as something that went well."""


def well(source: Source) -> Iterator[str]:
    """What was quick, what was checked, what was decided in time."""
    incident = source.incident
    facts: list[str] = []
    first = next((line.entry for line in incident.by_kind.get("detected", ())), None)
    if isinstance(first, Detected) and first.source == "monitoring":
        took = incident.span("started", "detected")
        after = f", {length(took)} after it began" if took and took.nominal > 0 else ""
        facts.append(f"Monitoring noticed it{after}.")
    if not _opened_at_once(incident):
        facts += _soon(incident, _first_commander(incident), "Somebody was in command")
    facts += _soon(incident, incident.milestones.get("mitigated"), "The harm had stopped")
    facts += [
        f"The decision {inline(ref)} was taken inside its time box."
        for ref, in_time in _boxes(incident)
        if in_time
    ]
    checks = [line.entry for line in incident.by_kind.get("verification", ())]
    if checks and all(isinstance(c, Verification) and c.result == "passed" for c in checks):
        facts.append("Every check of the restoration that is logged passed.")
    if facts:
        yield "\n".join(f"- {fact}" for fact in facts)


def badly(source: Source) -> Iterator[str]:
    """What was late, raised late, left undone, or came back."""
    incident = source.incident
    facts = [
        *_reopened(incident),
        *_raised(source),
        *_no_commander(incident),
        *_undecided(incident),
        *_undone(incident),
        *_failed_checks(incident),
        *_unsent(incident),
    ]
    if facts:
        yield "\n".join(f"- {fact}" for fact in facts)


def _soon(incident: Incident, at: Moment | None, words: str) -> Iterator[str]:
    span = between(incident.milestones.get("detected"), at)
    if span is not None and 0 <= span.nominal <= _SOON:
        yield f"{words} {_within(span)} after the detection."


def _within(span: Span) -> str:
    return "in the minute" if span.nominal < 60 and span.exact else length(span)


def _opened_at_once(incident: Incident) -> bool:
    """Whether one deed wrote the detection and the first commander, which proves no haste."""
    lines, held = incident.by_kind.get("detected", ()), incident.holders("commander")
    if not lines or not held:
        return False
    files = {name.partition("#")[0] for name in (lines[0].id, held[0].entry)}
    return len(files) == 1 and lines[0].entry.at.text == held[0].since.text


def _first_commander(incident: Incident) -> Moment | None:
    held = incident.holders("commander")
    return held[0].since if held else None


def _no_commander(incident: Incident) -> Iterator[str]:
    if incident.header.origin is not None or "declared" not in incident.milestones:
        return
    since = _first_commander(incident)
    if since is None:
        yield "The log names no commander."
        return
    late = between(incident.milestones["declared"], since)
    if late is not None and late.nominal > _SOON:
        yield f"The first commander is named {length(late)} after the declaration."


def _reopened(incident: Incident) -> Iterator[str]:
    count = len(incident.by_kind.get("reopened", ()))
    if count:
        yield f"It was reopened {'once' if count == 1 else f'{count} times'}."


def _raised(source: Source) -> Iterator[str]:
    declared = source.incident.milestones.get("declared")
    ranks = source.ranks
    for before, after in pairwise(source.incident.severities):
        worse = ranks.get(after.level, len(ranks)) < ranks.get(before.level, -1)
        late = between(declared, after.at)
        if worse and late is not None and late.nominal > _SOON:
            yield (
                f"It was raised from {inline(before.level)} to {inline(after.level)} "
                f"{length(late)} after the declaration."
            )


def _boxes(incident: Incident) -> Iterator[tuple[str, bool]]:
    """Each decision that had a time box and was taken, and whether it was taken inside of it."""
    asked: dict[str, list[Decision]] = {}
    for line in incident.by_kind.get("decision", ()):
        if isinstance(line.entry, Decision):
            asked.setdefault(line.entry.ref or line.id, []).append(line.entry)
    for ref, entries in asked.items():
        until = [entry.decide_by for entry in entries if entry.decide_by]
        chosen = [entry.at for entry in entries if entry.chosen]
        if until and chosen:
            if until[-1].certainly_before(chosen[0]):
                yield ref, False
            elif chosen[0].certainly_before(until[-1]):
                yield ref, True


def _undecided(incident: Incident) -> Iterator[str]:
    for ref, in_time in _boxes(incident):
        if not in_time:
            yield f"The decision {inline(ref)} was taken after its time box."
    open_ = {line.entry.ref or line.id for line in incident.by_kind.get("decision", ())}
    chosen = {
        line.entry.ref or line.id
        for line in incident.by_kind.get("decision", ())
        if isinstance(line.entry, Decision) and line.entry.chosen
    }
    for ref in sorted(open_ - chosen):
        yield f"The decision {inline(ref)} has no outcome in the log."


def _undone(incident: Incident) -> Iterator[str]:
    tasks: dict[str, bool] = {}
    for line in incident.by_kind.get("task", ()):
        if isinstance(line.entry, Task):
            name = line.entry.ref or line.id
            tasks[name] = bool(line.entry.done) or tasks.get(name, False)
    left: Sequence[str] = [ref for ref, done in tasks.items() if not done]
    for ref in left:
        yield f"The task {inline(ref)} is not logged as done."


def _failed_checks(incident: Incident) -> Iterator[str]:
    checks = [line.entry for line in incident.by_kind.get("verification", ())]
    failed = [c for c in checks if isinstance(c, Verification) and c.result == "failed"]
    for check in failed:
        yield f"The check {inline(check.check)} failed."


def _unsent(incident: Incident) -> Iterator[str]:
    failed = sum(len(sending.failed) for sending in sendings(incident))
    if failed:
        yield f"{failed} of the logged deliveries did not arrive."
