"""What went well and what went badly: only facts that can be counted, the rest is for people."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from wakebook.model.incident import Incident
from wakebook.model.log import Decision, Detected, Task, Verification
from wakebook.model.moment import Moment, between
from wakebook.model.telling import sendings
from wakebook.render.draft.phrases import after, inline, length, on, short
from wakebook.render.draft.source import Source
from wakebook.render.words import counted

_SOON = 15 * 60
"""Seconds: what happens sooner after the detection is told as something that went well."""


def well(source: Source) -> Iterator[str]:
    """What was quick, what was checked, what was decided in time; long is not told as good."""
    incident = source.incident
    facts: list[str] = []
    first = next((line.entry for line in incident.by_kind.get("detected", ())), None)
    if isinstance(first, Detected) and first.source == "monitoring" and not _is_none(incident):
        took = incident.span("started", "detected")
        if took is None:
            facts.append("Monitoring noticed it.")
        elif took.nominal <= _SOON:
            facts.append(f"Monitoring noticed it {after(took, 'the beginning')}.")
    if not _opened_at_once(incident):
        facts += _soon(incident, _first_commander(incident), "Somebody was in command")
    facts += _soon(incident, incident.milestones.get("mitigated"), "It was mitigated")
    facts += [
        f"The decision {name} was taken inside its time box."
        for name, in_time in _boxes(source)
        if in_time
    ]
    checks = [line.entry for line in incident.by_kind.get("verification", ())]
    if checks and all(isinstance(c, Verification) and c.result == "passed" for c in checks):
        count = counted(len(checks), "logged check")
        facts.append(f"{count} that it works again passed.")
    if facts:
        yield "\n".join(f"- {fact}" for fact in facts)


def badly(source: Source) -> Iterator[str]:
    """What was late, raised late, left undone, or came back."""
    incident = source.incident
    facts = [
        *_reopened(incident),
        *_raised(source),
        *_no_commander(incident),
        *_undecided(source),
        *_undone(incident),
        *_failed_checks(incident),
        *_unsent(incident),
    ]
    if facts:
        yield "\n".join(f"- {fact}" for fact in facts)


def _is_none(incident: Incident) -> bool:
    """Whether there was no incident in the end; a false alarm is nothing that went well."""
    return incident.status == "canceled"


def _soon(incident: Incident, at: Moment | None, words: str) -> Iterator[str]:
    span = between(incident.milestones.get("detected"), at)
    if span is not None and 0 <= span.nominal <= _SOON:
        yield f"{words} {after(span, 'the detection')}."


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
    for before, now in pairwise(source.incident.severities):
        worse = ranks.get(now.level, len(ranks)) < ranks.get(before.level, -1)
        late = between(declared, now.at)
        if worse and late is not None and late.nominal > _SOON:
            yield (
                f"It was raised from {inline(before.level)} to {inline(now.level)} "
                f"{length(late)} after the declaration."
            )


def _asked(source: Source) -> Iterator[tuple[str, list[Decision]]]:
    """Each decision with what it is called: by its ref, else by its time."""
    asked: dict[str, list[Decision]] = {}
    for line in source.incident.by_kind.get("decision", ()):
        if isinstance(line.entry, Decision):
            asked.setdefault(line.entry.ref or line.id, []).append(line.entry)
    for entries in asked.values():
        ref, at = entries[0].ref, entries[0].at
        yield (inline(ref) if ref else f"that was asked {on(at, source.zone)}"), entries


def _boxes(source: Source) -> Iterator[tuple[str, bool]]:
    """Each decision that had a time box and was taken, and whether it was taken inside of it."""
    for name, entries in _asked(source):
        until = [entry.decide_by for entry in entries if entry.decide_by]
        chosen = [entry.at for entry in entries if entry.chosen]
        if until and chosen:
            if until[-1].certainly_before(chosen[0]):
                yield name, False
            elif chosen[0].certainly_before(until[-1]):
                yield name, True


def _undecided(source: Source) -> Iterator[str]:
    for name, in_time in _boxes(source):
        if not in_time:
            yield f"The decision {name} was taken after its time box."
    for name, entries in _asked(source):
        if not any(entry.chosen for entry in entries):
            yield f"The decision {name} has no outcome in the log."


def _undone(incident: Incident) -> Iterator[str]:
    tasks: dict[str, list[Task]] = {}
    for line in incident.by_kind.get("task", ()):
        if isinstance(line.entry, Task):
            tasks.setdefault(line.entry.ref or line.id, []).append(line.entry)
    for entries in tasks.values():
        if not any(entry.done for entry in entries):
            ref = f"The task {inline(entries[0].ref)}" if entries[0].ref else "A task"
            what = next((f": {short(entry.text)}" for entry in entries if entry.text), "")
            yield f"{ref} is not logged as done{what.removesuffix('.')}."


def _failed_checks(incident: Incident) -> Iterator[str]:
    checks = [line.entry for line in incident.by_kind.get("verification", ())]
    failed = [c for c in checks if isinstance(c, Verification) and c.result == "failed"]
    for name, count in Counter(check.check for check in failed).items():
        yield f'The check "{inline(name)}" failed{"" if count == 1 else f" {count} times"}.'


def _unsent(incident: Incident) -> Iterator[str]:
    failed = sum(len(sending.failed) for sending in sendings(incident))
    if failed:
        yield f"Deliveries that are not logged as arrived: {failed}."
