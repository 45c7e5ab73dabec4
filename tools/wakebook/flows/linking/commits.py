"""Commits of a repository as changes of the components whose folders they touch."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from wakebook.flows.linking.clocks import between
from wakebook.flows.linking.scene import Scene
from wakebook.model.source import SourceChange, SourceCommit, Touched

MOST_TITLE = 200


class Branch(NamedTuple):
    """A branch of a repository, newest commit first, and whose source lies in which folder.

    ``folders`` are those of components of the catalog; an empty one is the whole repository.
    """

    identity: str
    commits: tuple[SourceCommit, ...]
    folders: Mapping[str, str]


def changes(branch: Branch, scene: Scene) -> Iterator[SourceChange]:
    """The commits of the window that touch a component in reach, newest first."""
    for commit in between(branch.commits, scene.since, scene.latest):
        change = change_of(branch, commit)
        if change.components:
            yield change


def change_of(branch: Branch, commit: SourceCommit) -> SourceChange:
    """A commit as a change of the components whose folders it touches, perhaps of none."""
    within = {name: _within(commit.touched, f) for name, f in branch.folders.items()}
    unknown = not commit.files
    hit = tuple(n for n, paths in within.items() if paths or (unknown and _may(branch, n)))
    paths = tuple(dict.fromkeys(path for name in hit for path in within[name]))
    return SourceChange(
        ref=f"{branch.identity}@{commit.id}",
        kind="commit",
        components=hit,
        at=commit.at,
        title=title_of(commit.message),
        text=commit.message,
        touched=paths,
        files=commit.files if len(paths) == len(commit.touched) else len(paths),
        shipped=commit.id,
    )


def _may(branch: Branch, name: str) -> bool:
    """Whether a commit of which no path is known can be about a component."""
    return not branch.folders[name]


def _within(touched: Iterable[Touched], folder: str) -> tuple[Touched, ...]:
    start = f"{folder}/" if folder else ""
    return tuple(each for each in touched if each.path.startswith(start) or each.path == folder)


def title_of(message: str) -> str:
    """The first line of a message that says something."""
    lines = (" ".join(line.split()) for line in message.split("\n"))
    return next((line for line in lines if line), "(no message)")[:MOST_TITLE]
