"""Times as a tired person says them: ``14:05``, ``-10m``, ``yesterday 23:50``, or a full moment."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from wakebook.model.moment import Moment, MomentError

_LENGTH = re.compile(
    r"(?P<sign>[-+]?)(?: *+(?P<d>[0-9]{1,3}) *+(?:days?|d))?"
    r"(?: *+(?P<h>[0-9]{1,3}) *+(?:hours?|hrs?|h))?"
    r"(?: *+(?P<m>[0-9]{1,5}) *+(?:minutes?|mins?|m))?"
    r"(?: *+(?P<s>[0-9]{1,6}) *+(?:seconds?|secs?|s))?(?P<ago> *+ago)?"
)
_CLOCK = re.compile(
    r"(?P<about>~?) *+(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|today|yesterday|tomorrow)[ T])? *+"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?P<zone> ?(?:z|utc))?"
)
_HALF_DAY = re.compile(r"(?<![0-9:])(1[0-2]|0?[1-9])(:[0-5][0-9])? ?([ap])\.?m\b\.?", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"^(~?)([01][0-9]|2[0-3])([0-5][0-9])$", re.ASCII)
"""``1020``: nobody logs a whole year."""
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SLACK = timedelta(minutes=5)
"""A clock that runs this much ahead of ours still means today."""

Side = Literal["past", "ahead"]


def spoken_time(words: str, now: datetime, zone: tzinfo, side: Side = "past") -> Moment | None:
    """The moment that the words mean at ``now``, in UTC; None where they mean none.

    A clock time without a day belongs to ``zone`` and lies on the asked ``side`` of now: in the
    past, ``23:50`` said at ten past midnight was yesterday's.
    """
    said = _plain(words)
    try:
        return Moment.parse(said, zone)
    except MomentError:
        said = said.lower()
    if said == "now":
        return Moment.at(now)
    if said in _DAYS:
        return Moment.parse(_day(said, now.astimezone(zone).date()).isoformat(), zone)
    length = _LENGTH.fullmatch(re.sub(r"^an? ", "1 ", said))
    if length is not None and any(length[unit] for unit in "dhms"):
        return _away(length, now, side)
    clock = _CLOCK.fullmatch(said)
    return None if clock is None else _on_the_clock(clock, now, zone, side)


def remark(words: str, found: Moment, now: datetime, zone: tzinfo) -> str | None:
    """How a time was read, where its zone or its day was not said, or where it has yet to come."""
    match = _CLOCK.fullmatch(_plain(words).lower())
    ahead = found.earliest is not None and found.earliest > now + _SLACK
    if found.earliest is None or not (ahead or (match and not match["zone"])):
        return None
    local = found.earliest.astimezone(zone)
    day = local.date() - now.astimezone(zone).date()
    named = {days: word for word, days in _DAYS.items()}.get(day.days, f"{local:%Y-%m-%d}")
    clock = "" if found.precision == "day" else f" {local:%H:%M}"
    read = f"{words} is read as {named}{clock}, {zone}"
    return f"{read}, which is still to come" if ahead else read


def _plain(words: str) -> str:
    """Clock times in other spellings as ``14:05``."""
    return _HALF_DAY.sub(_of_24, _FOUR_DIGITS.sub(r"\1\2:\3", words.strip()))


def _of_24(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3] in "pP" else 0)
    return f"{hour:02}{match[2] or ':00'}"


def _away(match: re.Match[str], now: datetime, side: Side) -> Moment:
    days, hours, minutes, seconds = (int(match[unit] or 0) for unit in "dhms")
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    back = match["sign"] == "-" or match["ago"] or (not match["sign"] and side == "past")
    instant = now - length if back else now + length
    return Moment.at(instant) if match["s"] else _minute(instant)


def _on_the_clock(match: re.Match[str], now: datetime, zone: tzinfo, side: Side) -> Moment | None:
    place = UTC if match["zone"] else zone
    try:
        day = _day(match["day"], now.astimezone(place).date())
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        instant = datetime.combine(day, clock, place)
    except ValueError:
        return None
    if match["day"] is None and side == "past" and instant > now + _SLACK:
        instant = datetime.combine(day - timedelta(days=1), clock, place)
    elif match["day"] is None and side == "ahead" and instant < now:
        instant = datetime.combine(day + timedelta(days=1), clock, place)
    return _minute(instant, match["about"], with_seconds=bool(match["second"]))


def _day(word: str | None, today: date) -> date:
    if word is None or word in _DAYS:
        return today + timedelta(days=_DAYS[word or "today"])
    return date.fromisoformat(word)


def _minute(instant: datetime, about: str = "", *, with_seconds: bool = False) -> Moment:
    form = "%Y-%m-%dT%H:%M:%SZ" if with_seconds else "%Y-%m-%dT%H:%MZ"
    return Moment.parse(about + instant.astimezone(UTC).strftime(form))
