"""What the follow-up did, remembered beside the evidence: files of deeds, only ever added.

They lie in ``follow-up/`` of the branch ``wakebook/evidence``, a file for each batch of deeds, and
say nothing that the forge does not: who loses them loses no more than the calls to look again.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from wakebook.model.forge import Deed, Memory
from wakebook.model.obligation import digest
from wakebook.records.evidence import put_beside, tip
from wakebook.records.git import Git, GitError
from wakebook.records.tree import GitTree

_FOLDER = "follow-up"


def remembered(git: Git, remote: str | None = None) -> Memory | None:
    """What earlier runs did; None where there is no evidence that it could lie beside.

    A file that cannot be read is passed over: what it told is looked up on the forge again.
    """
    at = tip(git, remote)
    if at is None:
        return None
    tree = GitTree(git.folder, at)
    rows = [row for file in tree.files([_FOLDER]) for row in _rows(tree, file.path)]
    numbers = {row.subject: row.number for row in rows if row.number is not None}
    return Memory(frozenset(row.key for row in rows), numbers)


def _rows(tree: GitTree, path: str) -> list[Deed]:
    try:
        told = json.loads(tree.read(path))
        return [Deed(**row) for row in told["deeds"]]
    except (ValueError, KeyError, TypeError, GitError):
        return []


def remember(git: Git, deeds: Sequence[Deed], now: datetime, remote: str | None = None) -> None:
    """Add these deeds; the same ones again change nothing.

    Raises UnbegunError where no evidence has begun, GitError where the branch cannot be moved.
    """
    rows = sorted((deed._asdict() for deed in deeds), key=lambda row: str(row["key"]))
    raw = (json.dumps({"deeds": rows}, indent=1, sort_keys=True) + "\n").encode()
    name = digest(*(str(row["key"]) for row in rows))[:8]
    put_beside(git, f"{_FOLDER}/{now:%Y/%m}/{now:%Y%m%dT%H%M%SZ}-{name}.json", raw, remote)
