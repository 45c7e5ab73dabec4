"""The incidents that a change ends."""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.gate.ends import ended_by
from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged
from wakebook.rules.context import Context


def ending(change: Change, ctx: Context) -> Iterator[tuple[str, Incident]]:
    """Each incident that the change closes, cancels or merges, with the path of its header."""
    touched = {tuple(f.path.split("/")[:3]) for f in change.files if f.path[:10] == "incidents/"}
    for folder in sorted(touched):
        after = ctx.library.incidents.get(folder[-1])
        if after is not None and ended_by(change.before.incidents.get(folder[-1]), after):
            yield f"{'/'.join(folder)}/incident.yaml", after


def closing(change: Change, ctx: Context) -> Iterator[tuple[str, Incident]]:
    """Those that are closed."""
    return (found for found in ending(change, ctx) if found[1].status == "closed")


def before_the_end(incident: Incident) -> tuple[Logged, ...]:
    """The timeline up to the last closure: what comes later cannot speak for it."""
    closed = incident.by_kind.get("closed", ())
    lines = incident.timeline
    return lines[: lines.index(closed[-1])] if closed else lines
