"""Where published files may lie: in folders that nothing else is kept in, and no link leads from.

A commit can hold a link in the place of a folder, or files in a folder that git was told to leave
out; whoever publishes it must not write elsewhere for that.
"""

import os
from pathlib import Path
from shlex import quote

from wakebook.records.git import Git, GitError
from wakebook.records.tree import FOLDERS

_KEPT = {*FOLDERS, "site"}


def demand_apart(folder: Path, root: Path) -> None:
    """Raise FileExistsError where a folder is no place for files that are made.

    It holds files that came with a commit, is one of the folders of records or belongs to git, or
    a link of the repository leads there. Links outside of the repository are the user's own.
    """
    git = Git(root)
    top = git.top() if git.inside() else None
    _demand_no_link(folder, top or root)
    place = real(folder)
    if ".git" in place.parts or (top is not None and place.is_relative_to(git.directory())):
        raise FileExistsError(f"{folder} belongs to git; name another folder")
    inside = _inside(place, root)
    if inside is not None and inside.parts[:1] and inside.parts[0] in _KEPT:
        raise FileExistsError(f"{folder} is a place for records; name another folder")
    tracked = _inside(place, top) if top is not None else None
    if top is not None and tracked is not None and _is_tracked(tracked, Git(top)):
        raise FileExistsError(f"{folder} holds files that git tracks; {_advice(tracked)}")


def real(path: Path) -> Path:
    """Where a path leads; links that lead to each other are left as they are."""
    return Path(os.path.realpath(path))


def _demand_no_link(folder: Path, top: Path) -> None:
    """Raise FileExistsError where a link at or below a folder is on the way to another."""
    way = Path(folder.anchor or ".")
    for part in folder.parts:
        above, way = real(way), way / part
        if above.is_relative_to(top) and way.is_symlink():
            raise FileExistsError(f"{way} is a symbolic link; name a folder that is none")


def _inside(place: Path, folder: Path) -> Path | None:
    return place.relative_to(folder) if place.is_relative_to(folder) else None


def _is_tracked(folder: Path, git: Git) -> bool:
    """Whether git tracks anything in a folder; what git cannot tell counts as tracked."""
    path = "" if folder == Path() else folder.as_posix()
    try:
        return bool(git.run("ls-files", "-z", "--", f":(top,literal){path}"))
    except GitError:
        return True


def _advice(folder: Path) -> str:
    if folder == Path():
        return "name another folder"
    return f"name another folder, or take them out: git rm -r --cached {quote(os.fspath(folder))}"
