"""Summary and impact: what the header and the folds say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from wakebook.model.fold import Window
from wakebook.model.moment import Moment, between
from wakebook.render.draft.phrases import (
    duration,
    inline,
    later,
    length,
    listed,
    moment,
    on,
    paragraph,
    reference,
    sentence,
)
from wakebook.render.draft.source import Source
from wakebook.render.words import label

_KINDS = {
    "drill": "This was a drill.",
    "maintenance": "This was maintenance work.",
    "notice": "This was a notice.",
}
"""What a record is about that is no incident."""


def summary(source: Source) -> Iterator[str]:
    """The title and the summary of the header, then when it began, was noticed and ended."""
    incident = source.incident
    yield f"**{inline(incident.header.title)}**"
    if incident.header.summary:
        yield paragraph(incident.header.summary)
    if course := " ".join(_course(source)):
        yield course


def _course(source: Source) -> Iterator[str]:
    incident, zone = source.incident, source.zone
    if incident.header.kind in _KINDS:
        yield _KINDS[incident.header.kind]
    if began := incident.started:
        yield f"It began {on(began, zone)}."
    elif known := [line.entry.at for line in incident.timeline if line.entry.at.known]:
        first = moment(min(known, key=_earliest), zone)
        yield f"When it began is not known; the earliest time in the log is {first}."
    took = incident.span("started", "detected")
    if took is not None and took.nominal > 0:
        yield f"It was noticed {length(took)} later."
    if reopened := len(incident.by_kind.get("reopened", ())):
        yield f"It was reopened {'once' if reopened == 1 else f'{reopened} times'}."
    yield from _end(source)


def _end(source: Source) -> Iterator[str]:
    """How it ended, in the words of the log: the last milestone is no claim of ours."""
    incident, zone = source.incident, source.zone
    reached = incident.milestones
    if incident.ended is not None:
        how = "was resolved" if incident.header.kind in ("incident", "drill") else "ended"
        yield f"It {how} {on(incident.ended, zone)}{_after(source)}."
    elif merged := incident.by_kind.get("merged"):
        into = getattr(merged[-1].entry, "into", "")
        title = source.titles.get(into)
        name = f"{inline(title)} ({reference(into)})" if title else reference(into)
        yield f"It goes on in another record since {moment(merged[-1].entry.at, zone)}: {name}."
    elif incident.status == "canceled":
        at = reached.get("canceled") or reached.get("dismissed")
        yield f"It was canceled{f' {on(at, zone)}' if at else ''}."
    elif incident.is_closed:
        yield "The record is closed; the log does not say when it was resolved."
    elif source.hidden:
        yield "The parts of the record that these readers may see do not say how it ended."
    elif "mitigated" in reached:
        yield f"It was mitigated {on(reached['mitigated'], zone)} and is not resolved yet."
    else:
        yield "It is not resolved yet."


def _after(source: Source) -> str:
    lasted = source.incident.duration
    return f", after {length(lasted)}" if lasted is not None and lasted.nominal > 0 else ""


def impact(source: Source) -> Iterator[str]:
    """What customers noticed, what each component could still do, how severe it was."""
    header = source.incident.header
    if header.customer_impact is not None:
        yield paragraph(header.customer_impact.text)
        counts = header.customer_impact.counts
        if counts:
            yield "\n".join(
                f"- {'About ' if c.about else ''}{c.count:,} {inline(c.what)}" for c in counts
            )
    if windows := list(_windows(source)):
        yield "What the components could still do:\n\n" + "\n".join(windows)
    elif header.components:
        names = [inline(source.component(name)) for name in header.components]
        they = "they" if len(names) > 1 else "it"
        yield (f"The record names {listed(names)} and does not say what {they} could still do.")
    if path := list(_severities(source)):
        yield "How severe it was:\n\n" + "\n".join(path)
    if header.stated:
        figures = (
            f"- {inline(s.measure)}: {duration(s.value)}"
            + (f" ({inline(s.clock)})" if s.clock != "wall" else "")
            for s in header.stated
        )
        yield "Figures that the source itself gives:\n\n" + "\n".join(figures)


def _since(window: Window) -> datetime:
    return _earliest(window.since)


def _earliest(at: Moment) -> datetime:
    """For an order; unknown times stand last."""
    return at.earliest or datetime.max.replace(tzinfo=UTC)


def _windows(source: Source) -> Iterator[str]:
    """Each state with its time, and every component that was in it for that time."""
    alike: dict[str, list[str]] = {}
    for window in sorted(source.incident.windows, key=_since):
        where = f" ({inline(window.region)})" if window.region else ""
        name = f"{inline(source.component(window.component))}{where}"
        alike.setdefault(_state(source, window), []).append(name)
    for state, names in alike.items():
        yield f"- {listed(names)}: {state}"


def _state(source: Source, window: Window) -> str:
    zone, until = source.zone, window.until
    state = f"{label(window.state).lower()} from {moment(window.since, zone)}"
    if until is None:
        return f"{state}; no end is logged"
    took = between(window.since, until)
    lasted = f" ({length(took)})" if took is not None and took.nominal > 0 else ""
    return f"{state} to {later(window.since, until, zone)}{lasted}"


def _severities(source: Source) -> Iterator[str]:
    entries = source.incident.severities
    for before, entry in pairwise((None, *entries)):
        assert entry is not None, "only the first has nothing before it"  # noqa: S101
        if before is not None and before.level == entry.level:
            continue
        why = f": {sentence(entry.reason)}" if entry.reason else ""
        yield f"- {inline(entry.level)} from {moment(entry.at, source.zone)}{why}"
