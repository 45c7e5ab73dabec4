"""Keeping a header's ``closed`` block equal to the log, for ``log`` and ``fix``."""

from collections.abc import Sequence
from typing import NamedTuple

from wakebook.cli._desk import Desk
from wakebook.cli._unkept import going_along, in_head
from wakebook.flows.saying.words import Line
from wakebook.records.git import Git
from wakebook.records.library import Opened
from wakebook.records.tree import Tree
from wakebook.records.unended import says_closed


class Balanced(NamedTuple):
    """The paths that were written beside the log, and what there is to say about them."""

    paths: list[str]
    remarks: list[str]


def mended(opened: Opened, path: str, raw: bytes) -> bytes:
    """A header with the end that its log arrives at; what was merged as closed stays as it is.

    A header that says more than its log stays too: perhaps a milestone is missing there.
    """
    parts = path.split("/")
    if parts[0] != "incidents" or parts[3:] != ["incident.yaml"]:
        return raw
    case = opened.case(parts[2])
    if case.incident is None or not case.whole:
        return raw
    closed = case.incident.closure
    reopened = "reopened" in case.incident.by_kind
    if closed is None and not reopened:
        return raw
    from wakebook.records.closing import with_closed

    better = with_closed(raw, case.incident.header, closed)
    settled = better != raw and not reopened and _closed_in_head(opened.tree, path)
    return raw if settled else better


def _closed_in_head(tree: Tree, path: str) -> bool:
    return says_closed(in_head(Git(tree.root), path) or b"")


def balanced(desk: Desk, incident: str, stem: str, lines: Sequence[Line]) -> Balanced:
    """Make the header say what the log says with the new lines; a failure never hides the lines."""
    from wakebook.records.closing import with_closed
    from wakebook.records.sealer import read_clear
    from wakebook.records.splice import SpliceError
    from wakebook.records.write import replace

    before = desk.incident(incident)
    if before is None:
        return Balanced([], [])
    closed = before.plus(stem, lines).closure
    if closed is None and before.closure is None:
        return Balanced([], [])
    path = f"incidents/{incident[:4]}/{incident}/incident.yaml"
    try:
        old = read_clear(desk.root, path)
        new = with_closed(old, before.header, closed)
        if new == old:
            return Balanced([], [])
        replace(desk.root, path, new, old)
    except (OSError, ValueError, SpliceError) as error:
        return Balanced([], [f"incident.yaml does not say so yet: {error}; try `wakebook fix`"])
    taken = going_along(desk, path, old)
    words = closed.model_dump(exclude_none=True).values() if closed else ()
    told = f"closed: {' '.join(words)}" if words else "nothing of an end any more"
    return Balanced([path], [f"incident.yaml says {told}", *taken])
