"""Moments: points in time as precise as they were written, and spans between them.

A moment is a half-open interval of instants: ``2026-11-23`` is that day in the repository's
zone, ``2026-11-23T14:03Z`` that minute, ``unknown`` any instant at all. The forms are a strict
subset of RFC 3339, plus shortened dates (ISO 8601), ``unknown`` and a leading ``~`` for "about".
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

FORM = re.compile(
    r"(?P<about>~)?(?:(?P<unknown>unknown)|(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})"
    r"(?:-(?P<day>[0-9]{2})(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2}))?)?)?)"
)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)")
_JSON_PATTERN = "^" + re.sub(r"\?P<[a-z]+>", "?:", FORM.pattern) + "$"
_ADVICE = "write 2026-11-23, 2026-11-23T14:03Z, 2026-11-23T14:03:22+01:00 or unknown"
_PRECISIONS = (
    ("fraction", "instant"),
    ("second", "second"),
    ("minute", "minute"),
    ("day", "day"),
    ("month", "month"),
)
_MINUTE, _SECOND = timedelta(minutes=1), timedelta(seconds=1)
_MAX = datetime.max.replace(tzinfo=UTC)


class MomentError(ValueError):
    """The text is no moment; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An interval of instants ``[earliest, latest)`` in UTC; both are None for ``unknown``."""

    text: str
    earliest: datetime | None = field(compare=False)
    latest: datetime | None = field(compare=False)
    precision: str = field(default="second", compare=False)
    """``unknown year month day minute second`` or ``instant`` (a fraction of a second)."""
    about: bool = field(default=False, compare=False)

    @classmethod
    def parse(cls, text: str, zone: tzinfo = UTC) -> Self:
        """Read a moment; bare dates are days of ``zone``.

        Raises MomentError with a sentence that names the likely mistake.
        """
        match = FORM.fullmatch(text)
        if match is None:
            raise MomentError(_why_not(text))
        about = match["about"] is not None
        if match["unknown"]:
            return cls(text, None, None, "unknown", about)
        try:
            first, last = _bounds(match, zone)
        except (ValueError, OverflowError) as error:
            raise MomentError(f"is no possible time: {error}; {_ADVICE}") from None
        return cls(text, first, last, _precision(match), about)

    @classmethod
    def at(cls, instant: datetime) -> Self:
        """The moment of a known instant, to the second; ``instant`` must carry a zone."""
        whole = instant.astimezone(UTC).replace(microsecond=0)
        # strftime writes a year before 1000 with fewer than four digits
        behind = whole + min(_SECOND, _MAX - whole)
        return cls(f"{whole.replace(tzinfo=None).isoformat()}Z", whole, behind)

    @property
    def known(self) -> bool:
        """Whether anything is known of the time."""
        return self.earliest is not None

    def certainly_before(self, other: "Moment") -> bool:
        """Whether every instant of this moment lies before every instant of the other."""
        if self.latest is None or other.earliest is None:
            return False
        return self.latest <= other.earliest

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "anyOf": [
                {"type": "string", "pattern": _JSON_PATTERN},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ],
            "description": "A point in time as precise as it is known: " + _ADVICE,
        }


parsed = lru_cache(maxsize=4096)(Moment.parse)
"""The same as ``Moment.parse``, remembered: many things are due on one day."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in seconds, known to lie between ``shortest`` and ``longest``.

    ``nominal`` is the difference of the two moments as a reader would take it: between the
    beginnings of both intervals. ``about`` is set when one of the moments was marked so.
    """

    shortest: float
    longest: float
    nominal: float
    about: bool = False

    @property
    def exact(self) -> bool:
        """Whether the length is known to within two minutes."""
        return self.longest - self.shortest <= 120


def between(start: Moment | None, end: Moment | None) -> Span | None:
    """The span from ``start`` to ``end``; None where a bound is missing or unknown.

    A span can be negative: an end before its start is shown, never hidden.
    """
    if start is None or end is None:
        return None
    if start.earliest is None or start.latest is None:
        return None
    if end.earliest is None or end.latest is None:
        return None
    return Span(
        (end.earliest - start.latest).total_seconds(),
        (end.latest - start.earliest).total_seconds(),
        (end.earliest - start.earliest).total_seconds(),
        start.about or end.about,
    )


def _precision(match: re.Match[str]) -> str:
    for part, name in _PRECISIONS:
        if match[part]:
            return name
    return "year"


def _bounds(match: re.Match[str], zone: tzinfo) -> tuple[datetime, datetime]:
    if match["offset"] is None:
        return _day_bounds(match, zone)
    text = match[0].lstrip("~")
    if match["second"] == "60":
        raise ValueError("a leap second (:60) cannot be stored; write :59 and keep as_written")
    if text.startswith("0001-01-01T00:00:00"):
        raise ValueError("programs write this for no time at all; leave it out if it is not over")
    if not _INSTANT.fullmatch(text):
        raise ValueError("the offset lies outside -14:59 to +14:59")
    first = datetime.fromisoformat(text).astimezone(UTC)
    if match["fraction"]:
        return first, first + timedelta(microseconds=10 ** (6 - len(match["fraction"])))
    return first, first + (_SECOND if match["second"] else _MINUTE)


def _day_bounds(match: re.Match[str], zone: tzinfo) -> tuple[datetime, datetime]:
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    first = datetime(year, month, day, tzinfo=zone)
    if match["day"]:
        after = first.replace(tzinfo=None) + timedelta(days=1)
    elif match["month"]:
        after = datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001 - zone added below
    else:
        after = datetime(year + 1, 1, 1)  # noqa: DTZ001 - the zone is added in the next line
    return first.astimezone(UTC), after.replace(tzinfo=zone).astimezone(UTC)


def _why_not(text: str) -> str:
    """Name the likely mistake in a text that is no moment."""
    if re.fullmatch(r"~?[0-9]{5,}-.*", text):
        return f"has a year of more than four digits; did you mean {_shorter_year(text)}?"
    if re.fullmatch(r"~?[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+", text):
        return "has a time without a zone; add Z for UTC or an offset such as +01:00"
    meant = likely(text)
    if meant:
        return f"is no moment; did you mean {meant}?"
    return f"is no moment; {_ADVICE}"


def _shorter_year(text: str) -> str:
    digits, rest = text.lstrip("~").split("-", 1)
    kept = digits[:4]
    if digits[:3] in ("201", "202", "203") and digits[3] == digits[1]:
        kept = digits[:2] + digits[2:4]
    return f"{kept}-{rest[:30]}"


def likely(text: str) -> str | None:
    """The moment that a slightly wrong text probably meant, when it is one after the repair."""
    match = re.fullmatch(
        r"(~?)([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
        r"(?:[Tt ] ?0*([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(?:\.[0-9]+)?)?"
        r" ?([Zz]|[+-][0-9]{2}:?[0-9]{2}))?",
        text,
    )
    if match is None:
        return None
    about, year, month, day, hour, minute, second, offset = match.groups()
    date = f"{about}{year}-{int(month):02}-{int(day):02}"
    if hour is None:
        return date if FORM.fullmatch(date) else None
    zone = "Z" if offset in "Zz" else f"{offset[:3]}:{offset[-2:]}"
    guess = f"{date}T{int(hour):02}:{minute}{(second or '')[:10]}{zone}"
    return guess if FORM.fullmatch(guess) else None


def _validate(value: object, info: core_schema.ValidationInfo) -> Moment:
    if isinstance(value, Moment):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        value = str(value)
    if not isinstance(value, str):
        raise PydanticCustomError("moment", "is no moment; " + _ADVICE)
    zone = (info.context or {}).get("zone", UTC)
    try:
        return parsed(value, zone)
    except MomentError as error:
        raise PydanticCustomError("moment", "{why}", {"why": str(error)}) from None
