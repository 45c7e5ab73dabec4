"""Decision points: what could be chosen, until when, what was chosen, and what was known then."""

from collections.abc import Iterator, Sequence

from wakebook.model.log import Decision
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment, between
from wakebook.render.draft.entries import told
from wakebook.render.draft.phrases import inline, later, length, on, sentence
from wakebook.render.draft.source import Source

_KNOWN = ("observation", "action", "report", "verification", "identified", "mitigated")
_LAST = 3
"""So many entries before a decision are shown."""


def decisions(source: Source) -> Iterator[str]:
    """Every decision under its ref, in the order in which they were asked."""
    asked: dict[str, list[Logged]] = {}
    for line in source.incident.by_kind.get("decision", ()):
        asked.setdefault(line.entry.ref or line.id, []).append(line)
    if not asked:
        yield "The log holds no decision."
    before: Sequence[Logged] = ()
    for ref, lines in asked.items():
        chosen = [line for line in lines if getattr(line.entry, "chosen", None)]
        known = _known(source, chosen[-1] if chosen else lines[0])
        told_before = bool(known) and known == before
        facts = _decision(source, ref, lines)
        yield "\n".join([*facts, *_told(source, lines[0], known, told_before=told_before)])
        before = known


def _decision(source: Source, ref: str, lines: Sequence[Logged]) -> Iterator[str]:
    entries = [line.entry for line in lines if isinstance(line.entry, Decision)]
    question = next((entry.text for entry in entries if entry.text), None)
    name = f"**{inline(ref)}**" if entries[0].ref else "**Decision**"
    yield f"{name}: {sentence(question)}\n" if question else f"{name}\n"
    if not entries[0].chosen:
        yield f"- Asked {on(entries[0].at, source.zone)}"
    if options := [option for entry in entries for option in entry.options or ()]:
        yield f"- Options: {'; '.join(inline(option) for option in dict.fromkeys(options))}"
    yield from _box(source, entries)
    chosen = [entry for entry in entries if entry.chosen]
    for entry in chosen:
        yield _chosen(source, entries, entry)
    if not chosen:
        yield "- Chosen: the log does not say"


def _box(source: Source, entries: Sequence[Decision]) -> Iterator[str]:
    until = [entry.decide_by for entry in entries if entry.decide_by]
    default = [entry.default for entry in entries if entry.default]
    if until:
        yield f"- To be decided by {later(entries[0].at, until[-1], source.zone)}"
    if default:
        yield f"- Without a decision: {inline(default[-1])}"


def _chosen(source: Source, entries: Sequence[Decision], entry: Decision) -> str:
    took = between(entries[0].at, entry.at)
    after = f", {length(took)} after it was asked" if took is not None and took.nominal > 0 else ""
    until = next((e.decide_by for e in reversed(entries) if e.decide_by), None)
    return (
        f"- Chosen {on(entry.at, source.zone)}{after}{_against(until, entry.at)}: "
        f"{inline(entry.chosen or '')}"
    )


def _against(until: Moment | None, at: Moment) -> str:
    if until is None:
        return ""
    if at.certainly_before(until) or at.text == until.text:
        return ", inside the time box"
    over = between(until, at)
    return f", {length(over)} after the time box had ended" if over and over.nominal > 0 else ""


def _known(source: Source, line: Logged) -> Sequence[Logged]:
    """The last entries that are certain to be as old, and were written down by then."""
    timeline = source.incident.timeline
    known = [
        other
        for other in timeline[: timeline.index(line)]
        if other.entry.kind in _KNOWN
        and other.recorded <= line.recorded
        and _is_by_then(other.entry.at, line.entry.at)
    ]
    return known[-_LAST:]


def _is_by_then(at: Moment, then: Moment) -> bool:
    return at.latest is not None and then.latest is not None and at.latest <= then.latest


def _told(
    source: Source, line: Logged, known: Sequence[Logged], *, told_before: bool
) -> Iterator[str]:
    if told_before:
        yield "- Known then: the same as for the decision above"
        return
    if not known:
        yield "- Known then: the log has nothing that is certain to be earlier"
        return
    yield "- Known then, latest last:"
    for other in known:
        at = later(line.entry.at, other.entry.at, source.zone)
        yield f"    - {at}: {told(source, other)}"
