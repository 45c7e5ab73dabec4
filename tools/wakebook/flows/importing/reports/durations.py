"""Durations in people's words, such as ``3h 21m`` or ``2 days``, as ISO 8601 durations."""

import re

_PART = re.compile(
    r"\s{0,20}(?:and|,)?\s{0,20}(?P<count>[0-9]{1,9})\s{0,20}(?P<unit>[A-Za-z]{1,8})\.?"
)
_UNITS = {
    **dict.fromkeys(("w", "week", "weeks"), "W"),
    **dict.fromkeys(("d", "day", "days"), "D"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "H"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "M"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "S"),
}
_ORDER = "WDHMS"
_SIZES = (("H", 3_600), ("M", 60), ("S", 1))


def iso_duration(words: str) -> str | None:
    """The duration as ISO 8601 writes it; None for words that tell none, or no single one.

    Days stay days: how long one is depends on the clock.
    """
    found: dict[str, int] = {}
    at, text = 0, words.strip().lower()[:100]
    while at < len(text):
        part = _PART.match(text, at)
        unit = _UNITS.get(part["unit"]) if part else None
        if part is None or unit is None or _ORDER.index(unit) <= _last(found):
            return None
        found[unit], at = int(part["count"]), part.end()
    return _written(found) if found else None


def _last(found: dict[str, int]) -> int:
    return max((_ORDER.index(unit) for unit in found), default=-1)


def _written(found: dict[str, int]) -> str:
    """Hours and minutes as hours, so that 148 minutes are two hours and 28 minutes."""
    seconds = sum(found.get(unit, 0) * size for unit, size in _SIZES)
    hours, rest = divmod(seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    days = "".join(f"{found[unit]}{unit}" for unit in "WD" if found.get(unit))
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    clock = "".join(f"{count}{unit}" for count, unit in parts if count)
    if not clock and not days:
        return "PT0S"
    return f"P{days}" + (f"T{clock}" if clock else "")
