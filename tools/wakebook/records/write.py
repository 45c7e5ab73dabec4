"""Putting records on disk: whole or not at all, never over another one, then into a commit."""

import errno
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from wakebook.records.git import Git
from wakebook.records.inside import Inside, demand_inside
from wakebook.records.sealer import placed, read_clear

CHECKED = "WAKEBOOK_CHECKED"
"""Tells our own hook that whoever writes has heard already what the check has to say."""

_AT_ONCE = 500
"""So many folders are drafted before the disk is waited for; a crash costs these at most."""

_REST = "run the command again for the rest; what was written before it stays"

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK)


class TakenError(Exception):
    """There is a file or folder of that name already; nothing was changed."""


class WriteError(OSError):
    """The disk refused; the message says what, and that nothing was changed."""


def create(root: Path, path: str, data: bytes) -> None:
    """Write a new file; in a sealed record it is sealed. See ``create_clear``."""
    create_clear(root, *placed(root, path, data))


def create_clear(root: Path, path: str, data: bytes) -> None:
    """Write a new file with these very bytes; it appears whole or not at all.

    Raises TakenError where there is one already, WriteError where the disk refuses.
    """
    with _said(path), _staged(root, root / path) as draft:
        _write(draft, data)
        _reveal(draft, root / path)
        _sync_folder((root / path).parent)


def create_folder(root: Path, path: str, files: Mapping[str, bytes]) -> None:
    """Make a new folder with all its files at once; the keys are paths within it.

    Raises TakenError where there is one already, WriteError where the disk refuses.
    """
    target = root / path
    with _said(path), _staged(root, target) as draft:
        for name, data in files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            _write(draft / name, data)
        for folder, _, _ in os.walk(draft):
            _sync_folder(Path(folder))
        _rename_folder(draft, target, path)
        _sync_folder(target.parent)


def create_folders(root: Path, folders: Sequence[tuple[str, Mapping[str, bytes]]]) -> None:
    """Make many new folders, each as ``create_folder`` does; the disk is waited for a few times.

    Raises TakenError or WriteError at the first that cannot be made; those before it stay.
    """
    for first in range(0, len(folders), _AT_ONCE):
        _create_batch(root, folders[first : first + _AT_ONCE])


def _create_batch(root: Path, folders: Sequence[tuple[str, Mapping[str, bytes]]]) -> None:
    inside = Inside(root)
    above = {path.rpartition("/")[0] for path, _ in folders}
    with _said(folders[0][0], _REST), _staged(root, root / folders[0][0]) as draft:
        draft.mkdir()
        for number, (path, files) in enumerate(folders):
            inside.demand(path)
            _fill(draft / str(number), files)
        # Everything is on the disk before anything has its name.
        os.sync()
        for parent in above:
            (root / parent).mkdir(parents=True, exist_ok=True)
        for number, (path, _) in enumerate(folders):
            with _said(path, _REST):
                _rename_folder(draft / str(number), root / path, path)
        for parent in above:
            _sync_folder(root / parent)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is made for them; nobody waits for the disk yet."""
    folder.mkdir()
    for above in {name.rpartition("/")[0] for name in files} - {""}:
        (folder / above).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        descriptor = os.open(f"{folder}/{name}", flags, 0o666)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)


def _rename_folder(draft: Path, target: Path, shown: str) -> None:
    try:
        draft.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise TakenError(shown) from None
        raise


def replace(root: Path, path: str, data: bytes, old: bytes) -> None:
    """Put other bytes in the place of a file that holds the old ones; it keeps its mode.

    Raises WriteError where the disk refuses, and where somebody saved the file meanwhile.
    """
    name, new = placed(root, path, data)
    target = root / name
    with _said(path), _staged(root, target) as draft:
        _write(draft, new)
        draft.chmod(target.stat().st_mode & 0o7777)
        if read_clear(root, path) != old:
            raise OSError("somebody saved it meanwhile, run the command again")
        draft.replace(target)
        _sync_folder(target.parent)


def commit(git: Git, paths: Sequence[str], message: str) -> None:
    """Commit these paths and nothing else that is staged; hooks run as always.

    Where the last commit holds them as they are, there is nothing to do. Raises GitError when git
    or a hook refuses; the files stay as they are.
    """
    git.run("add", "--", *paths)
    if not git.run("status", "--porcelain", "--untracked-files=all", "--", *paths):
        return
    extra = {CHECKED: "1"}
    git.run("commit", "--quiet", "--only", "-m", message, "--", *paths, extra=extra)


@contextmanager
def _said(path: str, left: str = "nothing was changed") -> Iterator[None]:
    """Turns what the disk says into a sentence; ``left`` is how things stand now."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise WriteError(f"{path} cannot be written: {why}; {left}") from error


@contextmanager
def _staged(root: Path, target: Path) -> Iterator[Path]:
    """A free name on the same file system; what is left there in the end is removed."""
    demand_inside(root, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = _staging(root, target.parent) / f".wakebook-{secrets.token_hex(6)}.tmp"
    try:
        yield draft
    finally:
        _remove(draft)


def _staging(root: Path, beside: Path) -> Path:
    """Git's own folder, where an interrupted draft is in nobody's way, or beside the target."""
    git = root / ".git"
    if not git.is_dir() or git.stat().st_dev != beside.stat().st_dev:
        return beside
    if not os.access(git, os.W_OK):
        return beside
    (git / "wakebook").mkdir(exist_ok=True)
    return git / "wakebook"


def _write(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _reveal(draft: Path, target: Path) -> None:
    """Give a finished draft its name, unless somebody has it; a link cannot overwrite."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise TakenError(target.name) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise TakenError(target.name) from None
        draft.rename(target)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(draft: Path) -> None:
    if draft.is_dir():
        import shutil

        shutil.rmtree(draft, ignore_errors=True)
    else:
        draft.unlink(missing_ok=True)
