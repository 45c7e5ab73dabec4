"""Detection: who noticed first, how long it took, and where others knew before us."""

from collections.abc import Iterator

from wakebook.model.log import Detected, Report
from wakebook.model.moment import between
from wakebook.render.draft.phrases import inline, length, on, sentence
from wakebook.render.draft.source import Source

_FIRST = {
    "monitoring": "Monitoring noticed first",
    "customer": "A customer noticed first",
    "business": "A business unit noticed first",
    "staff": "Staff noticed first",
    "vendor": "A vendor noticed first",
}
_GAPS = {"customer": "customers", "business": "the business", "vendor": "a vendor"}


def detection(source: Source) -> Iterator[str]:
    """The first `detected` entry, the lengths between the milestones, reports before it."""
    lines = source.incident.by_kind.get("detected", ())
    if not lines and source.incident.header.kind in ("maintenance", "notice"):
        return
    first = lines[0].entry if lines else None
    if isinstance(first, Detected):
        yield _first(source, first)
    else:
        yield "The log does not say who noticed it, and when."
    if steps := list(_steps(source)):
        yield "\n".join(steps)
    if gaps := list(_gaps(source, first if isinstance(first, Detected) else None)):
        yield "\n\n".join(gaps)


def _first(source: Source, entry: Detected) -> str:
    when = on(entry.at, source.zone)
    who = f"It was noticed {when}; the log does not say who noticed first."
    if entry.source:
        who = f"{_FIRST[entry.source]} {when}."
    return f"{who} {sentence(entry.text)}" if entry.text else who


def _steps(source: Source) -> Iterator[str]:
    for start, end, words in (
        ("started", "detected", "From the beginning to the detection"),
        ("detected", "declared", "From the detection to the declaration"),
        ("detected", "acknowledged", "From the detection until somebody took it on"),
    ):
        reached = source.incident.milestones
        if start in reached and end in reached:
            span = source.incident.span(start, end)
            if span is not None and span.longest < 0:
                yield f"- {words}: the log has them in the other order"
            else:
                yield f"- {words}: {length(span)}"


def _gaps(source: Source, first: Detected | None) -> Iterator[str]:
    """Plain words where somebody outside of operations knew before it (requirement 3.3)."""
    if first is not None and first.source in _GAPS:
        yield f"**Detection gap:** {_GAPS[first.source]} knew of it before any monitoring did."
    earlier = [
        (line.entry, ahead)
        for line in source.incident.by_kind.get("report", ())
        if first is not None and (ahead := between(line.entry.at, first.at)) and ahead.nominal > 0
    ]
    for entry, ahead in earlier[:1]:
        assert isinstance(entry, Report), "by its kind"  # noqa: S101 - an invariant
        more = f" Reports before that: {len(earlier)}." if len(earlier) > 1 else ""
        yield (
            f"**Detection gap:** {inline(entry.source)} reported it {on(entry.at, source.zone)}, "
            f"{length(ahead)} before it was noted as detected.{more}"
        )
