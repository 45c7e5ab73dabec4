"""What the rules refuse of an action item, asked before it is written."""

from collections.abc import Iterator
from pathlib import Path

from wakebook.cli._objections import objections
from wakebook.cli._terminal import say
from wakebook.records.library import Opened
from wakebook.records.overlay import Overlay
from wakebook.records.sealing import Unsealed
from wakebook.records.tree import Tree, WorkTree


def is_refused(root: Path, path: str, data: bytes) -> bool:
    """Whether a check would refuse an item with these bytes, and did not before; says why."""
    tree = WorkTree(root)
    known = set(_errors(tree, path)) if tree.exists(path) else set()
    later = Overlay(Unsealed(tree), {path: data})
    new = [each for each in _errors(later, path) if each not in known]
    for code, message in new:
        say(f"`wakebook check` would refuse this: {code} {message}")
    if new:
        say("nothing was written")
    return bool(new)


def _errors(tree: Tree, path: str) -> Iterator[tuple[str, str]]:
    """Code and message of what is wrong in the item's own file."""
    incident = path.split("/")[2]
    for finding in sorted(objections(Opened(tree, [incident]), incident)):
        if finding.path == path:
            yield finding.code, finding.message
