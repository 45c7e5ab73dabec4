"""Where files go that an option names: a folder that can be written to, or a sentence that says
why it cannot.
"""

import os
from pathlib import Path

from wakebook.records.apart import demand_apart


def demand_no_file(folder: Path, option: str) -> None:
    """Raise OSError where a file is in a folder's place."""
    if folder.exists() and not folder.is_dir():
        raise OSError(f"{folder} is a file; name another folder with {option}")


def folder_for(folder: Path, root: Path, option: str = "--to") -> Path:
    """The folder, made if it is not there.

    Raises OSError where nothing can be written to it, or where the repository keeps other files.
    """
    another = f"name another folder with {option}"
    demand_no_file(folder, option)
    demand_apart(folder, root)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"the folder {folder} cannot be made: {reason(error)}; {another}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OSError(
            f"nothing can be written to the folder {folder}: permission denied; {another}"
        )
    return folder


def reason(error: OSError) -> str:
    """Why the disk refused, in words."""
    return (error.strerror or str(error)).lower()
