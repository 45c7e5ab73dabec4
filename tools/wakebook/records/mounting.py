"""A repository with others beside it: records that few may read lie in one of their own.

``wakebook.yaml`` names the others, and git's setting ``wakebook.library.NAME`` says where the clone
of one is. The repository of restricted records says ``library_of``: what judges it, its settings,
policies, catalog and runbooks, are those of the repository that it belongs to.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wakebook.model.finding import Finding, Level
from wakebook.model.settings import Settings
from wakebook.records.git import Git, GitError
from wakebook.records.tree import SETTINGS, SHARED, GitTree, Tree, TreeFile

_SETTING = "wakebook.library"
_RECORDS = ("incidents", "postmortems")


class Mount(NamedTuple):
    """Another repository; ``judges`` is whether this one belongs to it."""

    name: str
    tree: Tree
    judges: bool


class Mounts(NamedTuple):
    """The other repositories that are here, and the names of those that are not."""

    here: tuple[Mount, ...] = ()
    missing: tuple[str, ...] = ()


def mounts(root: Path, settings: Settings) -> Mounts:
    """What lies beside a repository; raises GitError where a place cannot be read."""
    wanted = [(name, False) for name in settings.libraries]
    wanted += [(settings.library_of, True)] if settings.library_of else []
    found: list[Mount] = []
    missing: list[str] = []
    for name, judges in wanted:
        places = Git(root).settings(f"{_SETTING}.{name}") if Git(root).inside() else []
        if places:
            found.append(Mount(name, _tree(root, name, places[-1]), judges))
        else:
            missing.append(name)
    return Mounts(tuple(found), tuple(missing))


def _tree(root: Path, name: str, place: str) -> GitTree:
    """The branch that is gated there, as far as the clone knows it: no draft judges anything."""
    git = Git(root / Path(place).expanduser())
    try:
        return GitTree(git.folder, _reviewed(git))
    except (GitError, OSError):
        sentence = f"git's setting {_SETTING}.{name} names no repository that can be read"
        raise GitError(f"{sentence}; clone it, or mend the setting") from None


def _reviewed(git: Git) -> str:
    remote, branch = git.remote(), git.default_branch()
    names = [f"refs/remotes/{remote}/{branch}"] if branch else []
    names += [f"refs/remotes/{remote}/main"] if remote else []
    return next((name for name in (*names, "refs/heads/main") if git.has(name)), "HEAD")


class Mounted:
    """A tree with the records of others beside its own, and what judges from where it belongs."""

    def __init__(self, tree: Tree, beside: Sequence[Mount]) -> None:
        self.root = tree.root
        self._own = tree
        self._beside = beside
        self._elsewhere: dict[str, Tree] = {}
        self.findings: list[Finding] = []

    @property
    def incidents(self) -> frozenset[str]:
        """The incidents that lie in another repository, as far as files were listed."""
        folders = (_folder(path) for path in self._elsewhere if path.startswith(_RECORDS))
        return frozenset(folder.rpartition("/")[2] for folder in folders)

    def files(self, folders: Sequence[str], *, few: bool = False) -> Iterator[TreeFile]:
        """Every file below the folders, wherever it lies; of two of one incident its own."""
        own = list(self._of_its_own(folders, few=few))
        yield from own
        held = {_folder(file.path) for file in own}
        for mount in self._beside:
            wanted = [f for f in folders if mount.judges or f.split("/")[0] in _RECORDS]
            there = list(mount.tree.files(wanted, few=few)) if wanted else []
            yield from self._taken(mount, there, held)
            held |= {_folder(file.path) for file in there}

    def _taken(self, mount: Mount, files: Sequence[TreeFile], held: set[str]) -> Iterator[TreeFile]:
        for file in files:
            if _folder(file.path) not in held:
                self._elsewhere[file.path] = mount.tree
                yield file
            elif file.path.endswith("/incident.yaml"):
                sentence = f"is in {mount.name} too; an incident lies in one repository alone"
                self._note(file.path, sentence)

    def _of_its_own(self, folders: Sequence[str], *, few: bool) -> Iterator[TreeFile]:
        belongs = any(mount.judges for mount in self._beside)
        for file in self._own.files(folders, few=few):
            top = file.path.partition("/")[0]
            if not belongs or top in _RECORDS:
                yield file
            elif top in SHARED:
                self._note(file.path, "judges nothing here; that of the other repository does")

    def _note(self, path: str, sentence: str) -> None:
        self.findings.append(Finding(path, 1, 1, "WB0011", Level.ERROR, sentence))

    def read(self, path: str) -> bytes:
        """The bytes of a file, wherever it lies."""
        return self._elsewhere.get(path, self._own).read(path)

    def exists(self, path: str) -> bool:
        """Whether there is this file or folder, here or beside."""
        return self._own.exists(path) or any(m.tree.exists(path) for m in self._beside)

    def snapshot(self) -> None:
        """No one object stands for all of it."""
        return


def _folder(path: str) -> str:
    """What may lie in one repository alone: an incident's folder, or else the file."""
    top, *rest = path.split("/")
    return "/".join([top, *rest[:2]]) if top in _RECORDS and len(rest) > 2 else path


def not_here(settings: Settings, found: Mounts) -> Iterator[Finding]:
    """That what judges is missing, so that nothing is right or wrong."""
    if settings.library_of in found.missing:
        sentence = (
            f"it belongs to {settings.library_of}, whose policies judge it, and that is not here: "
            f"git config {_SETTING}.{settings.library_of} FOLDER"
        )
        yield Finding(SETTINGS, 1, 1, "WB0011", Level.ERROR, sentence)
