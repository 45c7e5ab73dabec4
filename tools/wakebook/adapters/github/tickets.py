"""Whether issues are open or closed, wherever on GitHub the token may look."""

from collections.abc import Iterable

from wakebook.adapters.github.errors import HostError
from wakebook.adapters.github.issue_rows import IssueRow
from wakebook.adapters.github.wire import Wire
from wakebook.model.gate.tickets import on_github


def states(wire: Wire, tickets: Iterable[str]) -> dict[str, str]:
    """``open`` or ``closed`` by ticket; one of which nothing could be learned is left out."""
    found: dict[str, str] = {}
    for ticket in tickets:
        place = on_github(ticket)
        if place is None:
            continue
        try:
            row = wire.get(f"repos/{place[0]}/issues/{place[1]}").read(IssueRow)
        except HostError:
            continue
        found[ticket] = row.state
    return found
