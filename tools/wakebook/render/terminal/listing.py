"""Many incidents in a terminal: one line each."""

from collections.abc import Sequence

from wakebook.model.incident import Incident
from wakebook.render.terminal.paint import Cell, Paint
from wakebook.render.words import span


def lines(incidents: Sequence[Incident], ranks: dict[str, int], paint: Paint) -> list[str]:
    """A table of incidents in the order given, and a last line that counts them."""
    rows = [
        [
            Cell(incident.id),
            paint.status(incident.status),
            Cell(incident.headline_severity(ranks) or "-"),
            Cell(_length(incident), "dim"),
            Cell(incident.header.title),
        ]
        for incident in incidents
    ]
    count = len(rows)
    running = sum(1 for incident in incidents if incident.is_open)
    noun = "incident" if count == 1 else "incidents"
    return [*paint.table(rows), paint(f"{count} {noun}, {running} open", "dim")]


def _length(incident: Incident) -> str:
    if incident.is_open or incident.duration is None:
        return "-"
    return span(incident.duration)
