"""An incident as plain values: what its log arrives at, for programs and for other renderers."""

from collections.abc import Iterable
from typing import Any

from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Span


def brief(incident: Incident, ranks: dict[str, int]) -> dict[str, Any]:
    """The facts that a list shows; ``ranks`` orders severities, 0 for the most severe."""
    return {
        "id": incident.id,
        "title": incident.header.title,
        "kind": incident.header.kind,
        "status": incident.status,
        "open": incident.is_open,
        "severity": incident.severity,
        "peak_severity": incident.peak_severity(ranks),
        "commander": incident.commander,
        "category": incident.category,
        "components": list(incident.components),
        "audience": incident.header.audience,
        "began": None if incident.began is None else str(incident.began),
        "ended": None if incident.ended is None else str(incident.ended),
        "duration": length(incident.duration),
    }


def full(incident: Incident, ranks: dict[str, int]) -> dict[str, Any]:
    """Everything that the record and its folds say."""
    return {
        **brief(incident, ranks),
        "initial_severity": incident.initial_severity,
        "summary": incident.header.summary,
        "milestones": {kind: str(at) for kind, at in incident.milestones.items()},
        "windows": [_dated(window._asdict()) for window in incident.windows],
        "roles": [_dated(tenure._asdict()) for tenure in incident.tenures],
        "header": incident.header.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "timeline": [_entry(line) for line in incident.timeline],
    }


def length(span: Span | None) -> dict[str, Any] | None:
    """A length of time in seconds with its precision."""
    if span is None:
        return None
    return {
        "seconds": span.nominal,
        "shortest": span.shortest,
        "longest": span.longest,
        "about": span.about,
    }


def _entry(line: Logged) -> dict[str, Any]:
    given = line.entry.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {"id": line.id, "recorded": f"{line.recorded:%Y-%m-%dT%H:%M:%SZ}", **given}


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    moments = ("since", "until")
    return {k: str(v) if k in moments and v is not None else v for k, v in values.items()}


def pending(incident: Incident, kind: str) -> Iterable[dict[str, Any]]:
    """Decisions not chosen, or tasks not done, each as all its entries together say it."""
    found: dict[str, dict[str, Any]] = {}
    for line in incident.by_kind.get(kind, ()):
        given = line.entry.model_dump(mode="json", by_alias=True, exclude_unset=True)
        found.setdefault(line.entry.ref or line.id, {}).update(
            {k: v for k, v in given.items() if k != "text" or "text" not in found[_ref(line)]}
        )
    end = "chosen" if kind == "decision" else "done"
    return [each for each in found.values() if not each.get(end)]


def _ref(line: Logged) -> str:
    return line.entry.ref or line.id
