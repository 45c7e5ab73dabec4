"""A glance at a header: what can be told of it without reading all of it.

Headers are long, and a ledger of ten thousand incidents wants two words of each. A glance is taken
only of text whose keys nobody can dispute; anything else is left to the reader. What a glance tells
is what the reader would tell.
"""

import re
from datetime import date
from typing import NamedTuple

from wakebook.model.base import AUDIENCES, Audience
from wakebook.records.tops import tops

_PLAIN = re.compile(r"[A-Za-z]+ [A-Za-z0-9 ,.()/_-]*[A-Za-z0-9.)]", re.ASCII)
"""Words that no reader takes for anything but text."""
_ENDED = re.compile(r"\{?status: (?:closed|canceled|merged|completed)(?:, .*|\})?")
_FROM = re.compile(r"\{?system: [^\W_].*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WANTS_A_READER = frozenset({"origin", "audiences", "waivers"})
_LONGEST = 200


class Glance(NamedTuple):
    """What a header says of itself; ``settled`` is whether it says how it ended."""

    title: str
    audience: Audience
    settled: bool


def glance(raw: bytes) -> Glance | None:
    """What can be told at a glance; None where the reader is wanted."""
    found = _keys(raw)
    if found is None or _WANTS_A_READER & found.keys():
        return None
    title, audience = found.get("title", ""), found.get("audience", "")
    if audience not in AUDIENCES or not _PLAIN.fullmatch(title) or len(title) > _LONGEST:
        return None
    if "closed" in found and not _ENDED.fullmatch(found["closed"]):
        return None
    level: Audience = next(each for each in AUDIENCES if each == audience)
    return Glance(title, level, "closed" in found)


def has_ended(header: bytes) -> bool:
    """Whether a header surely has a block ``closed`` or ``origin``; False wants a reader."""
    found = _keys(header) or {}
    ended, origin = found.get("closed", ""), found.get("origin", "")
    return bool(_ENDED.fullmatch(ended) or _FROM.fullmatch(origin))


def is_published(front: bytes) -> bool:
    """Whether the front matter of a post-mortem says a day for sure; False wants a reader."""
    day = (_front(front) or {}).get("published", "")
    try:
        return _DAY.fullmatch(day) is not None and bool(date.fromisoformat(day))
    except ValueError:
        return False


def perhaps_waives(front: bytes) -> bool:
    """Whether the front matter of a post-mortem may hold waivers; only a reader knows them."""
    found = _front(front)
    return found is None or "waivers" in found


def _front(front: bytes) -> dict[str, str] | None:
    opening, _, rest = front.partition(b"\n")
    return _keys(rest) if opening == b"---" else None


def _keys(raw: bytes) -> dict[str, str] | None:
    try:
        return tops(raw.decode())
    except UnicodeDecodeError:
        return None
