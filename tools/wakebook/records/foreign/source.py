"""Bytes of a foreign file to text: size, encoding and line ends, before any parser runs."""

import os
import stat
from pathlib import Path

from wakebook.records.bytes import BOM, FORBIDDEN, name
from wakebook.records.foreign.node import UnreadableError

MOST_BYTES = 64 * 1024 * 1024
"""A whole history of incidents; the largest public ones have some ten megabytes."""

_NO_TEXT = {
    b"\x1f\x8b": "is compressed with gzip; unpack it with gunzip",
    b"PK\x03\x04": "is a zip archive; unpack it",
    b"BZh": "is compressed with bzip2; unpack it with bunzip2",
    b"\xfd7zXZ": "is compressed with xz; unpack it with unxz",
    b"\x28\xb5\x2f\xfd": "is compressed with zstd; unpack it with unzstd",
    b"\xff\xfe": "is UTF-16; convert the file to UTF-8",
    b"\xfe\xff": "is UTF-16; convert the file to UTF-8",
}


def read_text(path: Path, limit: int = MOST_BYTES) -> str:
    """The text of an ordinary file, line ends as LF, without a byte order mark.

    Raises UnreadableError with the line; OSError where the file cannot be opened.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(1, "is no ordinary file; name a file")
        if status.st_size > limit:
            raise UnreadableError(
                1, f"has {status.st_size:,} bytes; at most {limit:,} are read, split it"
            )
        return decoded(file.read(limit + 1))


def decoded(raw: bytes) -> str:
    """Bytes as text; only UTF-8 is read."""
    for mark, what in _NO_TEXT.items():
        if raw.startswith(mark):
            raise UnreadableError(1, what)
    body = raw.removeprefix(BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{body[error.start]:02x} is not UTF-8; convert the file to UTF-8"
        raise UnreadableError(line, what) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the characters that no record may hold, and their names (``U+202E``)."""
    if text.isprintable():
        return text, ()  # as nearly all are: Python counts none of those characters as printable
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    dropped: dict[str, None] = {}
    # What is dropped can turn its neighbour into something to be dropped, hence the loop.
    while found := FORBIDDEN.findall(plain):
        dropped |= dict.fromkeys(map(name, found))
        plain = FORBIDDEN.sub("", plain)
    return plain, tuple(dropped)
