"""Summary and impact: what the header and the folds say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from wakebook.model.fold import Window
from wakebook.model.moment import between
from wakebook.render.draft.phrases import (
    clock,
    day,
    duration,
    inline,
    length,
    moment,
    on,
    paragraph,
    sentence,
)
from wakebook.render.draft.source import Source
from wakebook.render.words import label


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
    reached = incident.milestones
    if began := incident.started:
        yield f"It began {on(began, zone)}."
    elif incident.began is not None:
        yield f"When it began is not known; the log begins {on(incident.began, zone)}."
    took = incident.span("started", "detected")
    if took is not None and took.nominal > 0:
        yield f"It was noticed {length(took)} later."
    if incident.ended is not None:
        yield f"Service was restored {on(incident.ended, zone)}{_after(source)}."
    elif incident.is_open and "mitigated" in reached:
        yield f"The harm has stopped {on(reached['mitigated'], zone)}; it is not resolved."
    elif incident.is_open:
        yield "It is not resolved yet."
    reopened = len(incident.by_kind.get("reopened", ()))
    if reopened:
        yield f"It was reopened {'once' if reopened == 1 else f'{reopened} times'}."


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
    if windows := [_window(source, w) for w in sorted(source.incident.windows, key=_since)]:
        yield "What the components could still do:\n\n" + "\n".join(windows)
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
    """For the order of windows; those of unknown times stand last."""
    return window.since.earliest or datetime.max.replace(tzinfo=UTC)


def _window(source: Source, window: Window) -> str:
    zone = source.zone
    where = f" ({inline(window.region)})" if window.region else ""
    name = f"- {inline(source.component(window.component))}{where}"
    until = window.until
    state = label(window.state).lower()
    if until is None:
        return f"{name}: {state} from {moment(window.since, zone)}; no end is logged"
    same = until.known and window.since.known and day(until, zone) == day(window.since, zone)
    end = clock(until, zone) if same else moment(until, zone)
    took = between(window.since, until)
    lasted = f" ({length(took)})" if took is not None and took.nominal > 0 else ""
    return f"{name}: {state} from {moment(window.since, zone)} to {end}{lasted}"


def _severities(source: Source) -> Iterator[str]:
    entries = source.incident.severities
    for before, entry in pairwise((None, *entries)):
        assert entry is not None, "only the first has nothing before it"  # noqa: S101
        if before is not None and before.level == entry.level:
            continue
        why = f": {sentence(entry.reason)}" if entry.reason else ""
        yield f"- {inline(entry.level)} from {moment(entry.at, source.zone)}{why}"
