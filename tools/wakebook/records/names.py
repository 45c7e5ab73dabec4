"""Paths that every system can hold as they are, and that nobody can misread in a list."""

import os
import re

from wakebook.model.finding import quoted
from wakebook.records.bytes import FORBIDDEN, name

LONGEST = 200
"""Bytes of a path below the records' folder, and with it of each name and of all that is nested.

No file of an incident's own log needs more. Windows takes 259 characters
together with the folder that a clone lies in (Microsoft: "Maximum Path Length Limitation"), Linux
and macOS 255 bytes or characters a name.
"""
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))]
)
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
_UNSEEN = re.compile(rf"[\t\n\r]|{FORBIDDEN.pattern}")
_RESERVED = re.compile(r'[\\:*?"<>|]')
"""Characters that mean something else in a path of Windows (Microsoft: "Naming Files")."""


def too_long(path: str) -> bool:
    """Whether some system cannot hold a path because of its length, or how deep it lies."""
    return len(os.fsencode(path)) > LONGEST


def unholdable(path: str) -> str | None:
    """Why some system could not hold a path as it is, and what to do; None where all can."""
    if too_long(path):
        length = len(os.fsencode(path))
        return f"has a path of {length:,} bytes, and at most {LONGEST} fit everywhere; shorten it"
    if _NOT_UTF_8.search(path):
        return "has a name that is not UTF-8; rename it"
    if found := _UNSEEN.search(path):
        return f"has the character {name(found[0])} in its name, which nobody can see; rename it"
    if found := _RESERVED.search(path):
        return f"has {quoted(found[0])} in its name, which some systems cannot hold; rename it"
    for each in path.split("/"):
        if each.partition(".")[0].casefold() in _DEVICES or each.endswith((".", " ")):
            return "cannot exist on every system; choose another name"
    return None
