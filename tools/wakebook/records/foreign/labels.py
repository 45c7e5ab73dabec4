"""Labels that begin a line: ``**Label**: value``, ``**Label:** value``, ``Label: value``."""

import re

_LONGEST, _LONGEST_PLAIN, _MOST_WORDS = 80, 40, 5
_PLAIN = re.compile(r"[A-Za-z][\w /()&'-]{0,39}")
_BOX = re.compile(r"\[([ xX])\](?=\s)")


def bold_label(line: str, *, alone: bool = False) -> tuple[str, str] | None:
    """The label in bold that a line begins with, and what follows it; None if there is none.

    It has a colon, unless it is ``alone``: then it is a heading of what stands below it.
    """
    words = line.strip()
    mark = words[:2]
    if mark not in ("**", "__"):
        return None
    close = words.find(mark, 2, _LONGEST + 4)
    name, rest = words[2:close], words[close + 2 :]
    marked = name.endswith(":") or rest.startswith(":") or (alone and not rest)
    if close < 3 or not marked:
        return None
    return name.rstrip(": ").strip(), rest.removeprefix(":").strip()


def label(line: str, *, alone: bool = False) -> tuple[str, str] | None:
    """The label that a bullet begins with, in bold or a few plain words."""
    found = bold_label(line, alone=alone)
    if found is not None and found[0]:
        return found
    name, colon, _ = line.strip()[: _LONGEST_PLAIN + 2].partition(":")
    behind = line.strip()[len(name) + 1 :]
    if not colon or (behind and not behind[0].isspace()) or len(name.split()) > _MOST_WORDS:
        return None
    return (name.strip(), behind.strip()) if _PLAIN.fullmatch(name) else None


def checkbox(line: str) -> tuple[bool | None, str]:
    """Whether a task's box is ticked, None without a box; and the words behind it."""
    box = _BOX.match(line)
    if box is None:
        return None, line
    return box[1] != " ", line[box.end() :].strip()
