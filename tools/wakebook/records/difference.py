"""What differs between two commits, as records and files by the ids of their content."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wakebook.model.gate.statement import JUDGES, WHOLE, Resource, resource, unit
from wakebook.records.git import Git
from wakebook.records.history import diff

_FOLDER = 0o040000
_AT_ONCE = 500
"""So many paths go into one command line."""


class Difference(NamedTuple):
    """Every record's folder, and every file outside of one, that differs: as it was and as it is.

    What there was not, or is not any more, is left out on that side.
    """

    before: tuple[Resource, ...]
    after: tuple[Resource, ...]

    @property
    def names(self) -> list[str]:
        """The paths of all that differs."""
        return sorted({each.name for side in self for each in side})


def difference(git: Git, before: str, after: str) -> Difference:
    """What differs between two commits; renames are taken apart."""
    units = sorted({unit(row.path) for row in diff(git, before, after, ["."])})
    return Difference(tuple(resources(git, before, units)), tuple(resources(git, after, units)))


def resources(git: Git, commit: str, paths: Iterable[str]) -> Iterator[Resource]:
    """What a commit holds at these paths; a path where it holds nothing is left out."""
    names = list(paths)
    for start in range(0, len(names), _AT_ONCE):
        asked = ("--literal-pathspecs", "ls-tree", "-z", commit, "--")
        listed = git.run(*asked, *names[start : start + _AT_ONCE])
        for row in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            facts, _, path = row.partition("\t")
            mode, _, content = facts.split(" ")
            yield resource(path, int(mode, 8), content)


def whole(git: Git, commit: str) -> Resource:
    """Everything that a commit holds, as one resource."""
    return resource(WHOLE, _FOLDER, git.tree(commit))


def judges(git: Git, commit: str) -> tuple[Resource, ...]:
    """What a verdict is made from at a commit: all of it, its approvals policy, its catalog."""
    return (whole(git, commit), *resources(git, commit, JUDGES))
