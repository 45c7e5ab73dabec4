"""Watching a repository by the time stamps of its files, without a package for it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

_TOP = ("incidents", "postmortems", "catalog", "policies", "problems", "runbooks", "site")
_FILES = ("wakebook.yaml", "mkdocs.yml")
_REST = 0.1
"""Seconds without a further change after which one has come to rest."""

Stamps = dict[str, tuple[int, int]]


def stamps(root: Path) -> Stamps:
    """Time and size of every file that a publication reads, by path."""
    found: Stamps = {}
    for name in _FILES:
        _note(found, root / name)
    for name in _TOP:
        for entry in _files(root / name):
            _note(found, entry)
    return found


def _note(found: Stamps, path: os.PathLike[str]) -> None:
    try:
        stat = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - a scan's entries, quickly
    except FileNotFoundError:
        return
    found[os.fspath(path)] = (stat.st_mtime_ns, stat.st_size)


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    waiting = [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as scan:
                entries = list(scan)
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield entry


def changes(root: Path, known: Stamps, *, shortest: float = 0.4) -> Iterator[None]:
    """Yield once for every change since ``known`` that has come to rest; never ends.

    The pause between two looks grows with the time that a look takes, so that a large repository
    does not keep a core busy.
    """
    while True:
        began = time.monotonic()
        now = stamps(root)
        pause = max(shortest, 8 * (time.monotonic() - began))
        if now != known:
            time.sleep(_REST)
            if stamps(root) == now:
                known = now
                yield
                continue
        time.sleep(pause)
