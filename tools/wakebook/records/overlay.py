"""A tree as it would be with some files more, or with other bytes in them; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence

from wakebook.model.sealed import STUB
from wakebook.records.tree import ORDINARY, Tree, TreeFile


class Overlay:
    """``new`` files, by path, laid over a tree.

    The stub of a sealed record tells of the files that are there; beside new ones it is left out.
    """

    def __init__(self, tree: Tree, new: Mapping[str, bytes]) -> None:
        self.root = tree.root
        self._tree = tree
        self._new = new
        self._stale = {f"{'/'.join(path.split('/')[:3])}/{STUB}" for path in new}

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders; those that are new have no id."""
        for file in self._tree.files(folders, few=few):
            if file.path not in self._new and file.path not in self._stale:
                yield file
        for path in self._new:
            if any(path == folder or path.startswith(f"{folder}/") for folder in folders):
                yield TreeFile(path, ORDINARY, None)

    def read(self, path: str) -> bytes:
        """The bytes of a file as they would be."""
        return self._new[path] if path in self._new else self._tree.read(path)

    def exists(self, path: str) -> bool:
        """Whether there would be a file or folder at the path."""
        below = any(new.startswith(f"{path}/") for new in self._new)
        return path in self._new or below or self._tree.exists(path)

    def snapshot(self) -> None:
        """No object of git stands for it."""
        return
