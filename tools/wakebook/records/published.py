"""A folder of generated files: only differences are written, what is left over is removed."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from wakebook.records.apart import demand_apart

_MARK = ".published-by-wakebook"


def write(path: Path, content: bytes) -> bool:
    """Write a file unless it holds these bytes already; tell whether it was written.

    A file that is there changes as a whole, since it may be served meanwhile; a new one is written
    straight away, which halves the work of the first build.
    """
    try:
        if path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return True
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    return True


def claim(folder: Path, root: Path) -> None:
    """Mark a folder as one whose files are made, and may be removed, by publishing.

    Raises FileExistsError where it holds anything and bears no such mark, and where it is no place
    for made files: what came with a commit of the repository may be altered, or lead elsewhere.
    """
    demand_apart(folder, root)
    mark = folder / _MARK
    if not mark.exists() and not _is_empty(folder) and folder.exists():
        raise FileExistsError(f"{folder} holds files that were not published; name an empty folder")
    write(mark, b"Everything here is generated and may be removed at any time.\n")


def claim_empty(folder: Path, root: Path) -> None:
    """Make a folder and mark it, where there is none or nothing in it."""
    if not folder.exists() or _is_empty(folder):
        claim(folder, root)


def remove(path: Path, root: Path) -> None:
    """Remove a file and the folders below ``root`` that are empty then."""
    path.unlink(missing_ok=True)
    folder = path.parent
    while folder != root and root in folder.parents and _is_empty(folder):
        folder.rmdir()
        folder = folder.parent


def _is_empty(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    with os.scandir(folder) as entries:
        return next(entries, None) is None


def clear(folder: Path) -> None:
    """Remove a generated folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)


def load(path: Path) -> dict[str, Any]:
    """What an earlier run noted; empty where there is no note that can be read."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def save(path: Path, note: dict[str, Any]) -> None:
    """Note something for the next run."""
    write(path, json.dumps(note, sort_keys=True, separators=(",", ":")).encode())
