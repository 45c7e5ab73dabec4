"""Where files go that an option names: a folder that can be written to, or a sentence that says
why it cannot.
"""

import os
from pathlib import Path


def folder_for(folder: Path, option: str = "--to") -> Path:
    """The folder, made if it is not there; raises OSError where nothing can be written to it."""
    another = f"name another folder with {option}"
    if folder.exists() and not folder.is_dir():
        raise OSError(f"{folder} is a file; {another}")
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
