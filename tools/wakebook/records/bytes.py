"""Bytes to text: size, UTF-8, line ends and the characters that no record may hold.

Parsers disagree about these bytes (one reads a line separator as a new line, and with it a new
key, where another sees a space), and a reviewer cannot see them; so they are refused before any
parser runs, with a position counted in the file itself.
"""

import re
from itertools import islice
from typing import NamedTuple

from wakebook.records.refusal import FINDINGS_A_FILE, Notes, Refused


class Limits(NamedTuple):
    """How much one file may hold; ``scalar`` and ``size`` are bytes of UTF-8."""

    size: int = 256 * 1024
    depth: int = 16
    nodes: int = 20_000
    scalar: int = 64 * 1024


RECORD = Limits()
DOCUMENT = Limits(size=1024 * 1024)
"""For Markdown with front matter, which carries a whole post-mortem."""

# A joiner is ordinary inside emoji and the scripts that need it, and a disguise anywhere else:
# it may only follow a character of such a script (Arabic and later blocks) or a symbol.
_JOINED = "\u0600-\u1dff\u20d0-\ufdfe\ufe00-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_PLANE_ENDS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    f"\ufdd0-\ufdef\ufff9-\ufffb{_PLANE_ENDS}\ud800-\udfff]"
    f"|(?<![{_JOINED}])[\u200c\u200d]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"
)
"""Control, bidirectional, zero-width, line-separating characters and noncharacters (Unicode)."""

_FORBIDDEN_ASCII = bytes([*range(9), 11, 12, *range(14, 32), 127])
_UNREADABLE = re.compile(rf"{FORBIDDEN.pattern}|\r(?!\n)")
BOM = b"\xef\xbb\xbf"


def decode(raw: bytes, path: str, limits: Limits = RECORD) -> str | Refused:
    """The text of a file, exactly as it stands (CRLF stays), or why it is refused.

    Codes: WB0101 UTF-8, WB0102 byte order mark, WB0103 line ends, WB0104 characters, WB0105 size.
    """
    notes = Notes(path)
    if len(raw) > limits.size:
        size = f"{len(raw):,} bytes, and at most {limits.size:,} are read"
        notes.add("WB0105", 0, 0, f"the file has {size}; split it or make it evidence")
        return notes.refused()
    if raw.isascii() and _is_plain(raw):
        return raw.decode("ascii")
    try:
        notes.text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        notes.text = raw[: error.start].decode("utf-8")
        wrong = f"the byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        notes.at_offset("WB0101", len(notes.text), wrong)
        return notes.refused()
    _check_characters(notes)
    return notes.refused() if notes.findings else notes.text


def _is_plain(raw: bytes) -> bool:
    return len(raw.translate(None, _FORBIDDEN_ASCII)) == len(raw) and b"\r" not in raw


def _check_characters(notes: Notes) -> None:
    matches = _UNREADABLE.finditer(notes.text)
    for match in islice(matches, FINDINGS_A_FILE):
        code, message = _what_is_wrong(match)
        notes.at_offset(code, match.start(), message)
    notes.more += sum(1 for _ in matches)


def _what_is_wrong(match: re.Match[str]) -> tuple[str, str]:
    if match.group() == "\r":
        return "WB0103", "a carriage return stands without a line feed; end lines with LF"
    if match.start() == 0 and match.group() == "\ufeff":
        return "WB0102", "the file begins with a byte order mark; save the file without it"
    return "WB0104", f"{name(match.group())} is invisible or changes how text is shown; remove it"


def name(character: str) -> str:
    """A character that cannot be shown, as Unicode writes its number: ``U+200B``."""
    return f"U+{ord(character):04X}"
