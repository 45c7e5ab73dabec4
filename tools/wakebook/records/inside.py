"""Whether a path stays inside of the repository: no folder on the way may be a link."""

import errno
import os
import stat
from pathlib import Path, PurePosixPath


class Inside:
    """Remembers the folders of one repository that were looked at."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._links: dict[str, str | None] = {"": None, ".": None}

    def link(self, path: str) -> str | None:
        """The first folder above the path that is a link, or None."""
        folder = path.rpartition("/")[0]
        unseen = []
        while folder not in self._links:
            unseen.append(folder)
            folder = folder.rpartition("/")[0]
        link = self._links[folder]
        for each in reversed(unseen):
            link = link or self._itself(each)
            self._links[each] = link
        return link

    def demand(self, path: str) -> None:
        """Raise OSError (ELOOP) where a folder above the path is a link."""
        link = self.link(path)
        if link is not None:
            raise OSError(errno.ELOOP, f"{link} is a symbolic link; records are never behind one")

    def _itself(self, folder: str) -> str | None:
        try:
            mode = os.lstat(f"{self._root}/{folder}").st_mode
        except OSError:
            return None
        return folder if stat.S_ISLNK(mode) else None


def demand_inside(root: Path, target: Path) -> None:
    """Raise OSError where a folder between the root and the target is a link."""
    Inside(root).demand(PurePosixPath(target.relative_to(root)).as_posix())
