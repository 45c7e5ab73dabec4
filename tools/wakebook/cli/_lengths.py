"""Lengths of time as people type them."""

import re

from wakebook.model.base import seconds

_SPOKEN = re.compile(r"([0-9]{1,6})(s|m|min|h|d|w)", re.ASCII)
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}


def length_of(words: str) -> int:
    """Seconds of 90s, 5m, 24h, 3d, 1w or a duration of ISO 8601; raises ValueError for none."""
    spoken = _SPOKEN.fullmatch(words.strip().lower())
    return int(spoken[1]) * _UNITS[spoken[2]] if spoken else seconds(words)
