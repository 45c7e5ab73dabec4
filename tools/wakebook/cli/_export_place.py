"""Where an export may be written: to a file or folder of its own, which appears whole."""

import os
from pathlib import Path
from tempfile import mkstemp

from wakebook.cli._exits import UsageError
from wakebook.records.tree import FOLDERS, SETTINGS


def demand_free(root: Path, place: Path, *, folder: bool) -> None:
    """Raise UsageError where an export would replace what is none.

    That is a device or a link, a folder in the place of a file, and what belongs to the records.
    """
    told = f"{place} is"
    if place.is_symlink():
        raise UsageError(f"{told} a link; name the file that it leads to")
    if place.is_dir() != folder and place.exists():
        wanted = "a folder" if folder else "a file"
        raise UsageError(f"{told} there already, and is not {wanted}; name another place with --to")
    if place.exists() and not folder and not place.is_file():
        raise UsageError(f"{told} a device; to look at it say --to - where there is that")
    inside = Path(os.path.relpath(place.resolve(), root.resolve())).parts
    if inside and inside[0] in (SETTINGS, ".git", ".github", "site", "tools", *FOLDERS):
        raise UsageError(f"{told} where the records lie; name another place, such as build/export")


def replace(place: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all; raises OSError."""
    handle, name = mkstemp(prefix=".wakebook-", dir=place.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        made.chmod(0o644)
        made.replace(place)
    finally:
        made.unlink(missing_ok=True)
