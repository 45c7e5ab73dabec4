"""What the follow-up did, remembered beside the evidence: files of deeds, only ever added.

They lie in ``follow-up/`` of the branch ``wakebook/evidence``, a file for each batch of deeds, and
say nothing that the forge does not: who loses them loses no more than the calls to look again.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from wakebook.model.forge import Deed, Memory
from wakebook.model.obligation import digest
from wakebook.records.evidence import put_beside, tip
from wakebook.records.git import Git, GitError
from wakebook.records.tree import GitTree

_FOLDER = "follow-up"
_MOST_BYTES = 1_000_000
_MOST_DEEDS = 1_000
"""In one file; a batch of ours has twenty-five."""


class _Row(BaseModel):
    """A deed as a file tells it; whoever may push to the branch may have written anything."""

    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)
    key: str = Field(pattern=r"^[0-9a-f]{32}$")
    what: str = Field(max_length=40)
    subject: str = Field(max_length=400)
    number: int | None = Field(None, ge=1, lt=10**12)
    at: str = Field(max_length=40)


class _File(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)
    deeds: list[_Row] = Field(max_length=_MOST_DEEDS)


def remembered(git: Git, remote: str | None = None) -> Memory | None:
    """What earlier runs did; None where there is no evidence that it could lie beside.

    A file that cannot be read is passed over, and named in ``broken``: what it told is looked up on
    the forge again.
    """
    at = tip(git, remote)
    if at is None:
        return None
    tree = GitTree(git.folder, at)
    deeds: list[_Row] = []
    broken: list[str] = []
    for file in tree.files([_FOLDER]):
        rows = _rows(tree, file.path)
        deeds += rows or ()
        broken += [] if rows is not None else [file.path]
    numbers = {deed.subject: deed.number for deed in deeds if deed.number is not None}
    return Memory(frozenset(deed.key for deed in deeds), numbers, tuple(sorted(broken)))


def _rows(tree: GitTree, path: str) -> list[_Row] | None:
    try:
        raw = tree.read(path)
        return _File.model_validate_json(raw).deeds if len(raw) <= _MOST_BYTES else None
    except (ValueError, GitError):
        return None


def remember(git: Git, deeds: Sequence[Deed], now: datetime, remote: str | None = None) -> None:
    """Add these deeds; the same ones again change nothing.

    Raises UnbegunError where no evidence has begun, GitError where the branch cannot be moved.
    """
    rows = sorted((deed._asdict() for deed in deeds), key=lambda row: str(row["key"]))
    raw = (json.dumps({"deeds": rows}, indent=1, sort_keys=True) + "\n").encode()
    name = digest(*(str(row["key"]) for row in rows))[:8]
    put_beside(git, f"{_FOLDER}/{now:%Y/%m}/{now:%Y%m%dT%H%M%SZ}-{name}.json", raw, remote)
