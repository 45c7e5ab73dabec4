"""Zones as people name them: what a file says, and what a mapping means by it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from wakebook.model.mapping.pattern import MOST_SEEN

_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?")
_UTC = frozenset({"utc", "gmt", "z"})


def _zone(name: str) -> str:
    if zone_of(name, {}) is None:
        why = f"{name[:40]!r} is no zone; write an IANA name, such as Europe/Prague, or +01:00"
        raise PydanticCustomError("zone", "{why}", {"why": why})
    return name


ZoneName = Annotated[str, AfterValidator(_zone)]
"""An IANA name, UTC, or an offset such as +01:00."""


class Said(NamedTuple):
    """A zone that a line of a file names."""

    line: int
    name: str


def zone_of(name: str, names: Mapping[str, str]) -> tzinfo | None:
    """The zone that a name means; None where it is one that several zones share."""
    meant = next((names[key] for key in names if key.casefold() == name.casefold()), name)
    if meant.casefold() in _UTC:
        return UTC
    offset = _OFFSET.fullmatch(meant)
    if offset is not None:
        return _fixed(offset)
    if "/" not in meant:
        return None
    try:
        return ZoneInfo(meant)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _fixed(offset: re.Match[str]) -> tzinfo | None:
    span = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    if span > timedelta(hours=14):
        return None
    return timezone(-span if offset["sign"] == "-" else span)


def said(lines: list[str], patterns: Iterable[str]) -> Iterator[Said]:
    """Every line that names a zone; ``patterns`` have the group ``zone``."""
    compiled = [re.compile(pattern) for pattern in patterns]
    for number, line in enumerate(lines, 1):
        for pattern in compiled:
            match = pattern.search(line[:MOST_SEEN])
            if match is not None and match["zone"]:
                yield Said(number, match["zone"].strip())
                break
