"""Trees of files: the work tree, or any git revision; both give the same records."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from wakebook.records.git import Git, GitError
from wakebook.records.inside import Inside
from wakebook.records.names import too_long

if TYPE_CHECKING:
    import pygit2

ORDINARY = 0o100644
ABSENT = 0
"""The mode of a file that git tracks and was told to leave out of the work tree."""
SETTINGS = "wakebook.yaml"
SHARED = ("catalog", "policies", "problems", "runbooks")
"""The folders that every incident is judged by or may point at."""
FOLDERS = (*SHARED, "incidents", "postmortems")
"""The folders whose files are records."""


class TreeFile(NamedTuple):
    """A file of a tree: git's mode, and its blob id where git knows that it is unchanged."""

    path: str
    mode: int
    id: str | None


class Tree(Protocol):
    """Files by path, wherever they are kept."""

    root: Path

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders (or the file itself), in no particular order.

        ``few`` says that there are few, and that nobody needs their ids: that is faster.
        """

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises OSError or GitError where there is none."""

    def exists(self, path: str) -> bool:
        """Whether the tree has this file or folder."""

    def snapshot(self) -> str | None:
        """An object id that stands for all files, if one does: two equal trees have one."""


class WorkTree:
    """The files as they lie in a folder; git's ignored files are left out."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git = Git(root)
        self._inside = Inside(root)
        self.unclean: frozenset[str] = frozenset()
        """Paths that differed from the index when all files were listed."""

    @cached_property
    def tracked(self) -> bool:
        """Whether git knows the folder."""
        return self.git.inside()

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders, with its blob id where git says that it is unchanged.

        What lies behind a link is left out, and the link itself is given.
        """
        links: set[str] = set()
        for file in self._listed(folders, few=few):
            link = self._inside.link(file.path)
            if link is None:
                yield file
            elif link not in links:
                links.add(link)
                yield TreeFile(link, stat.S_IFLNK, None)

    def _listed(self, folders: Sequence[str], *, few: bool) -> Iterator[TreeFile]:
        if few:
            for path in self._named(folders):
                yield from self._lstat(path)
        elif not self.tracked:
            yield from self._walked(folders)
        else:
            yield from self._indexed(folders)

    def _indexed(self, folders: Sequence[str]) -> Iterator[TreeFile]:
        unclean = self.git.unclean(folders)
        self.unclean = frozenset(path for path, letter in unclean.items() if letter != "R")
        for path, mode, blob in self.git.staged(folders):
            if blob is None:
                yield next(self._lstat(path), TreeFile(path, ABSENT, None))
            elif path not in unclean:
                yield TreeFile(path, mode, blob)
        for path, letter in unclean.items():
            if letter != "R":
                yield from self._lstat(path)

    def read(self, path: str) -> bytes:
        """The bytes of an ordinary file below the root; links are never followed."""
        self._inside.demand(path)
        descriptor = os.open(f"{self.root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            return file.read()

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder at the path."""
        return os.path.lexists(self.root / path)

    def snapshot(self) -> str | None:
        """The tree of HEAD where nothing differs from it; None otherwise and outside of git."""
        return self.git.clean_tree([SETTINGS, *FOLDERS])

    def _named(self, folders: Sequence[str]) -> Sequence[str]:
        """The paths of a few files; git reads its index, perhaps large, if some are ignored."""
        walked = [file.path for file in self._walked(folders)]
        try:
            return self.git.names(folders) if self.git.ignores(walked) else walked
        except GitError:
            return walked

    def _walked(self, folders: Sequence[str]) -> Iterator[TreeFile]:
        for folder in folders:
            top = self.root / folder
            if top.is_file() or top.is_symlink():
                yield from self._lstat(folder)
                continue
            for parent, names, files in os.walk(top):
                below = Path(parent).relative_to(self.root).as_posix()
                # Another repository is one thing to git, and deeper folders end every walk.
                if ".git" in names + files or too_long(below):
                    names.clear()
                    yield from self._lstat(below)
                    continue
                links = [name for name in names if Path(parent, name).is_symlink()]
                for name in files + links:
                    yield from self._lstat(Path(parent, name).relative_to(self.root).as_posix())

    def _lstat(self, path: str) -> Iterator[TreeFile]:
        try:
            mode = (self.root / path).lstat().st_mode
        except OSError:
            return
        executable = stat.S_ISREG(mode) and mode & stat.S_IXUSR
        plain = 0o100755 if executable else ORDINARY
        yield TreeFile(path, plain if stat.S_ISREG(mode) else stat.S_IFMT(mode), None)


class GitTree:
    """The files of one commit, read from git's objects; nothing is checked out."""

    def __init__(self, root: Path, revision: str) -> None:
        self.git = Git(root)
        self.commit = self.git.commit(revision)
        self.root = root
        self._ids: dict[str, str] = {}

    @cached_property
    def _repository(self) -> "pygit2.Repository":
        import pygit2

        found = pygit2.Repository(str(self.git.directory()))
        incoming = os.environ.get("GIT_QUARANTINE_PATH")
        if incoming:  # a push that a hook is to judge: git finds its objects, libgit2 is told
            found.odb.add_disk_alternate(incoming)
        return found

    @cached_property
    def _objects(self) -> tuple[str, ...]:
        """The folders of loose objects: the repository's, and that of a push under way."""
        incoming = os.environ.get("GIT_QUARANTINE_PATH")
        return (f"{self.git.directory()}/objects", *([incoming] if incoming else ()))

    @cached_property
    def _top(self) -> "pygit2.Tree":
        import pygit2

        demand_whole(self._objects, self.snapshot())
        top = self._repository[self.snapshot()]
        assert isinstance(top, pygit2.Tree), "a snapshot is a tree"  # noqa: S101 - an invariant
        return top

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders, with its mode and blob id."""
        del few
        for path, mode, blob in self.git.listed(self.commit, folders):
            self._ids[path] = blob
            yield TreeFile(path, mode, blob)

    def read(self, path: str) -> bytes:
        """The bytes of a file of the commit; raises GitError where there is none."""
        import pygit2

        try:
            blob = self._ids.get(path) or self._top[path].id
            demand_whole(self._objects, str(blob))
            return bytes(self._repository[blob].read_raw())
        except (KeyError, ValueError, pygit2.GitError, GitError) as error:
            where = self.commit[:12]
            raise GitError(f"{path} cannot be read from {where}: {error}") from None

    def exists(self, path: str) -> bool:
        """Whether the commit has this file or folder."""
        return path in self._top

    @cached_property
    def _tree(self) -> str:
        return self.git.tree(self.commit)

    def snapshot(self) -> str:
        """The commit's tree."""
        return self._tree


def unreadable(git: Git) -> str | None:
    """Why no revision can be read here, and what to do; None where revisions can be read.

    libgit2 reads what ``git init --object-format=sha1`` makes, which is git's default.
    """
    found = git.object_format()
    if found in ("sha1", None):
        return None
    return (
        f"git names objects here by {found}, and the gate reads sha1 alone; bring the files into a "
        "repository that `git init --object-format=sha1` makes"
    )


def demand_readable(git: Git) -> None:
    """Raise GitError where no revision can be read: nothing here could be judged or proven."""
    why = unreadable(git)
    if why is not None:
        raise GitError(why)


def demand_whole(folders: Iterable[str], name: str) -> None:
    """Raise GitError for a loose object that was cut off, on which libgit2 would read for ever."""
    import zlib

    for folder in folders:
        try:
            with open(f"{folder}/{name[:2]}/{name[2:]}", "rb") as file:  # noqa: PTH123 - is felt
                inflate = zlib.decompressobj()
                inflate.decompress(file.read())
        except FileNotFoundError:
            continue
        except (OSError, zlib.error):
            whole = False
        else:
            whole = inflate.eof
        if not whole:
            raise GitError(f"the object {name} is damaged; get it from another clone")


class StagedTree(GitTree):
    """What the index holds: what the next commit would be made of.

    ``commit`` is the id of a tree, since no commit holds it yet. Raises GitError while a merge
    has left conflicts.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git = Git(root)
        self.commit = self.git.run("write-tree").decode().strip()
        self._ids: dict[str, str] = {}


def blob_id(data: bytes, like: str = "") -> str:
    """The object id that git gives a blob, in the object format of another id: SHA-1 or SHA-256."""
    import hashlib

    name = "sha256" if len(like) == 64 else "sha1"
    digest = hashlib.new(name, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def find_root(start: Path) -> Path | None:
    """The nearest folder from ``start`` upwards that holds ``wakebook.yaml``."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
    return None
