"""What a change does to the files of a repository, renames taken apart."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from wakebook.model.library import Library
from wakebook.model.proof import Touched

Deed = Literal["added", "changed", "removed"]


class FileChange(NamedTuple):
    """One file that differs between the base and the tree that is checked."""

    path: str
    deed: Deed


@dataclass(frozen=True)
class Change:
    """Everything that differs since ``base``, a full commit id.

    ``open_base`` opens the base's library; few changes need to be compared with what was there.
    ``touched`` tells of any path of the repository whether the change itself, or a commit of the
    base's first-parent history at or after a time, changed it; see ``Touched``.
    The history of a commit never changes, so what a rule learns there stays true.
    """

    base: str
    files: tuple[FileChange, ...]
    open_base: Callable[[], Library] = field(repr=False)
    touched: Touched = field(repr=False)

    @cached_property
    def before(self) -> Library:
        """The values of the base."""
        return self.open_base()
