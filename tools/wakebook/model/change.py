"""What a change does to the files of a repository, renames taken apart."""

from typing import Literal, NamedTuple

Deed = Literal["added", "changed", "removed"]


class FileChange(NamedTuple):
    """One file that differs between the base and the tree that is checked."""

    path: str
    deed: Deed


class Change(NamedTuple):
    """Everything that differs since ``base``, a full commit id."""

    base: str
    files: tuple[FileChange, ...]
