"""The incidents that a change closes."""

from collections.abc import Iterator

from wakebook.model.change import Change
from wakebook.model.incident import Incident
from wakebook.rules.context import Context


def closing(change: Change, ctx: Context) -> Iterator[tuple[str, Incident]]:
    """Each incident that the change closes, with the path of its header."""
    touched = {tuple(f.path.split("/")[:3]) for f in change.files if f.path[:10] == "incidents/"}
    for folder in sorted(touched):
        after = ctx.library.incidents.get(folder[-1])
        before = change.before.incidents.get(folder[-1])
        if after and after.status == "closed" and not (before and before.is_closed):
            yield f"{'/'.join(folder)}/incident.yaml", after
