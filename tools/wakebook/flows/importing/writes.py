"""What an import writes: whole new records, new log files, and text put into existing files."""

from typing import NamedTuple


class NewRecord(NamedTuple):
    """A folder that must not be there yet; ``files`` are texts by their path below it."""

    folder: str
    files: dict[str, str]


class NewFile(NamedTuple):
    """A file that must not be there yet."""

    path: str
    text: str


class Edit(NamedTuple):
    """A file's new bytes; ``old`` are those that it must still have."""

    path: str
    old: bytes
    new: bytes


Write = NewRecord | NewFile | Edit
