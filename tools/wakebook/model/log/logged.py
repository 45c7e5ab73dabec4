"""An entry in its place: which file it stands in, and when that was recorded."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from wakebook.model.log.base import Entry

_RECORDED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z")


class Logged(NamedTuple):
    """An entry of a log with its id (``<file stem>#<position>``) and the time of recording, UTC."""

    id: str
    recorded: datetime
    entry: Entry


def recorded_time(stem: str) -> datetime:
    """The UTC time in a log file's stem, such as ``20261123T140322Z-7f3a``.

    Raises ValueError when the stem does not begin with a possible time.
    """
    match = _RECORDED.match(stem)
    if match is None:
        raise ValueError(f"{stem[:16]!r} is no time of recording")
    year, month, day, hour, minute, second = map(int, match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
