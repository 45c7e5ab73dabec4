"""A glance at a header: title and audience where they can be told without reading all of it.

Headers are long, and a ledger of ten thousand incidents wants two words of each. A glance is taken
only of text in which nothing that YAML could read as one value goes over the end of a line at the
first column: each line holds as many opening as closing brackets and even numbers of quotes, and no
backslash. Anything else is left to the reader. What a glance tells is what the reader would tell.
"""

import re
from typing import NamedTuple

from wakebook.model.base import AUDIENCES, Audience

_TOP = re.compile(r"([a-z_]+):(?: (.*))?")
_PLAIN = re.compile(r"[A-Za-z]+ [A-Za-z0-9 ,.()/_-]*[A-Za-z0-9.)]", re.ASCII)
"""Words that no reader takes for anything but text."""
_PUBLISHED = re.compile(r"published: [0-9]{4}-")
_WANTS_A_READER = frozenset({"origin", "audiences", "waivers"})
_LONGEST = 200


class Glance(NamedTuple):
    """What a header says of itself; ``settled`` is whether it says how it ended."""

    title: str
    audience: Audience
    settled: bool


def glance(raw: bytes) -> Glance | None:
    """What can be told at a glance; None where the reader is wanted."""
    try:
        text = raw.decode("ascii")
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    if not all(map(_is_whole, lines)):
        return None
    found = _top(lines)
    if found is None or _WANTS_A_READER & found.keys():
        return None
    title, audience = found.get("title", ""), found.get("audience", "")
    if audience not in AUDIENCES or not _PLAIN.fullmatch(title) or len(title) > _LONGEST:
        return None
    level: Audience = next(each for each in AUDIENCES if each == audience)
    return Glance(title, level, "closed" in found)


def is_published(front: bytes) -> bool:
    """Whether the front matter of a post-mortem says a day for sure; False wants a reader."""
    lines = front.decode("utf-8", "replace").split("\n")
    return any(map(_PUBLISHED.match, lines)) and all(map(_is_whole, lines))


def _is_whole(line: str) -> bool:
    """Whether no value that is quoted or in brackets can go on in the next line."""
    if not line.isprintable() or "\\" in line:
        return False
    return (
        line.count('"') % 2 == 0
        and line.count("'") % 2 == 0
        and line.count("[") == line.count("]")
        and line.count("{") == line.count("}")
    )


def _top(lines: list[str]) -> dict[str, str] | None:
    """The keys at the first column with what stands behind them; None where that is unclear."""
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        if not line or line[0] == "#":
            continue
        if line[0] == " ":
            if last in ("title", "audience"):
                return None
            continue
        match = _TOP.fullmatch(line)
        if match is None or match[1] in found:
            return None
        last = match[1]
        found[last] = match[2] or ""
    return found
