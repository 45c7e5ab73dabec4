"""Showing what is proposed for an incident, with numbers that can be accepted."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from wakebook.cli._desk import Desk
from wakebook.cli._gathering import gathered
from wakebook.cli._last_list import LastList
from wakebook.cli._repository import wants_color
from wakebook.cli._terminal import columns, say, tell_json
from wakebook.flows.linking.listing import rows, start_of
from wakebook.flows.linking.proposals import Proposals
from wakebook.flows.linking.scene import Scene
from wakebook.render.terminal.paint import Paint
from wakebook.render.terminal.proposals import Row, lines
from wakebook.render.words import seconds as in_words
from wakebook.render.words import when

_MOST_REMARKS = 6


def show(desk: Desk, incident: str) -> int:
    """Print what is proposed, and keep the numbers for ``--accept``."""
    found, remarks = gathered(desk, incident)
    listed = rows(found, desk.arguments.most)
    LastList(desk).keep(incident, listed)
    if desk.arguments.format == "json":
        tell_json(_facts(found, listed, remarks))
    else:
        _print(found, listed)
    for remark in remarks[:_MOST_REMARKS]:
        say(remark)
    if len(remarks) > _MOST_REMARKS:
        say(f"and {len(remarks) - _MOST_REMARKS} more such remarks; --format json has them all")
    if listed and desk.arguments.format == "text":
        say(f"to link one: wakebook links {incident[11:]} --accept N")
    return 0


def _print(found: Proposals, listed: Sequence[Row]) -> None:
    paint = Paint(wants_color())
    scene = found.scene
    width = columns() or 80
    top = [paint(scene.incident.header.title, "strong"), paint(scene.incident.id, "dim"), ""]
    problems = [row for row in listed if row.relation == "problem"]
    changes = [row for row in listed if row.relation != "problem"]
    if problems:
        top += [paint("Problems that it looks like", "strong"), *lines(problems, paint, width)]
    top.append(
        paint(f"Changes in the {_span(scene)} before {start_of(scene)}, {_at(scene)}", "strong")
    )
    top += lines(changes, paint, width) if changes else ["  none that could be read", ""]
    hidden = _hidden(found, listed)
    if hidden > 0:
        top.append(paint(f"{hidden} less likely ones are not shown; see --most", "dim"))
    sys.stdout.write("".join(f"{line}\n" for line in top))


def _span(scene: Scene) -> str:
    hours = scene.window / timedelta(hours=1)
    return f"{hours:.0f} h" if 1 <= hours <= 48 else in_words(scene.window.total_seconds())


def _at(scene: Scene) -> str:
    return when(scene.start).text


def _facts(found: Proposals, listed: Sequence[Row], remarks: Sequence[str]) -> dict[str, object]:
    scene = found.scene
    return {
        "id": scene.incident.id,
        "start": str(scene.start),
        "start_is": scene.beginning[0] if scene.beginning else "now",
        "since": _iso(scene.since),
        "components": {name: reached.distance for name, reached in scene.reach.items()},
        "proposals": [{**row._asdict(), "why": list(row.why)} for row in listed],
        "not_shown": _hidden(found, listed),
        "remarks": list(remarks),
    }


def _hidden(found: Proposals, listed: Sequence[Row]) -> int:
    """How many changes are possible and not among those that are listed."""
    shown = {row.to for row in listed}
    return sum(suspect.change.ref not in shown for suspect in found.changes)


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
