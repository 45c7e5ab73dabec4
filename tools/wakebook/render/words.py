"""Moments, spans and terms in the words of a reader; UTC throughout, unknown stays unknown."""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from wakebook.model.base import parts
from wakebook.model.moment import Moment, Span

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SHORT = {w.lower(): w for w in ("API", "CDN", "CPU", "DNS", "HTTP", "SLA", "SLO", "TLS", "VPN")}
"""Abbreviations that stay in capitals."""
_LONGEST = 80
"""Characters of a name in a path before what sets it apart."""
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


class When(NamedTuple):
    """A moment for a page.

    ``iso`` is empty unless an instant is known to the minute at least; ``day`` and ``clock`` are
    UTC for instants, and the written date for shorter moments, whose ``clock`` is empty.
    """

    iso: str
    day: str
    clock: str
    precision: str
    about: bool
    sort: str

    @property
    def known(self) -> bool:
        """Whether anything is known of the time."""
        return self.precision != "unknown"

    @property
    def text(self) -> str:
        """Date and time in one phrase."""
        if not self.known:
            return "unknown"
        phrase = f"{self.day}, {self.clock} UTC" if self.clock else self.day
        return f"about {phrase}" if self.about else phrase


NEVER = When("", "", "", "unknown", False, "")


def when(moment: Moment | None) -> When:
    """The moment for a page; None is shown as unknown."""
    if moment is None or moment.earliest is None:
        return NEVER
    sort = Moment.at(moment.earliest).text
    if moment.precision in ("minute", "second", "instant"):
        at = moment.earliest.astimezone(UTC)
        seconds = "" if moment.precision == "minute" else f":{at:%S}"
        return When(sort, date(at), f"{at:%H:%M}{seconds}", moment.precision, moment.about, sort)
    return When("", _written_date(moment), "", moment.precision, moment.about, sort)


def due(at: datetime | None) -> When:
    """A deadline for a page, to the minute; unknown while it does not run."""
    return when(Moment.parse(f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}") if at else None)


def _written_date(moment: Moment) -> str:
    parts = [int(part) for part in moment.text.lstrip("~").split("-")]
    match parts:
        case [year, month, day]:
            return f"{day} {_MONTHS[month - 1][:3]} {year}"
        case [year, month]:
            return f"{_MONTHS[month - 1]} {year}"
        case _:
            return str(parts[0])


def date(at: datetime) -> str:
    """A short date such as ``3 Feb 2026``."""
    return f"{at.day} {_MONTHS[at.month - 1][:3]} {at.year}"


def long_date(at: datetime) -> str:
    """A date with its weekday, such as ``Tuesday, 3 February 2026``."""
    return f"{_DAYS[at.weekday()]}, {at.day} {month_name(at.month)} {at.year}"


def month_name(number: int) -> str:
    """The English name of a month, 1 to 12."""
    return _MONTHS[number - 1]


def span(length: Span | None) -> str:
    """A length of time with its precision: exact, about, a range, or unknown.

    Two moments of the same minute lie less than one apart; of two estimates nobody knows that.
    """
    if length is None:
        return "unknown"
    if length.longest < 0:
        return f"-{seconds(-length.nominal)} (ends before it begins)"
    nominal = max(length.nominal, 0.0)
    if length.exact and round(nominal) == 0:
        return "about the same time" if length.about else "less than 1 min"
    if length.exact:
        return f"about {seconds(nominal)}" if length.about else seconds(nominal)
    width = length.longest - length.shortest
    if width <= 0.5 * max(nominal, 1):
        return f"about {seconds(_no_finer(nominal, width))}"
    return f"up to {seconds(length.longest)}" if length.shortest <= 0 else _range(length)


def _no_finer(count: float, width: float) -> float:
    """Rounded to days or hours where the length is not known any better."""
    grain = next((size for size, _ in _UNITS if size <= width), 1)
    return round(count / grain) * grain or count


def _range(length: Span) -> str:
    return f"{seconds(length.shortest)} to {seconds(length.longest)}"


def seconds(count: float) -> str:
    """Seconds in the two largest units that matter: ``2 d 4 h``, ``3 h 10 min``, ``45 s``."""
    rest, parts = round(count), []
    if rest >= 60:
        rest = round(rest / 60) * 60
    for size, unit in _UNITS:
        amount, rest = divmod(rest, size)
        if amount:
            parts.append(f"{amount} {unit}")
    return " ".join(parts[:2]) or "0 min"


def duration(written: str) -> str:
    """An ISO 8601 duration as it was meant: ``2 days``, and not the 48 hours of it."""
    units = ("week", "day", "hour", "minute", "second")
    counted = zip(parts(written), units, strict=True)
    told = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counted if count]
    return " ".join(told) or "no time"


def counted(number: int, noun: str) -> str:
    """So many of something: ``1 record``, ``2 records``."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def label(term: str) -> str:
    """A term of the formats for a reader: ``partial_outage`` is ``Partial outage``."""
    words = " ".join(_SHORT.get(word.lower(), word) for word in term.replace("_", " ").split(" "))
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=10_000)
def slug(text: str) -> str:
    """A name for a path or an anchor: lower-case ASCII letters, digits and hyphens."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return "-".join(part for part in kept.split("-") if part) or "x"


@lru_cache(maxsize=10_000)
def distinct(text: str) -> str:
    """The same for a path that no other text has: what a slug loses is told by a short digest."""
    kept = slug(text)
    if kept == text and len(kept) <= _LONGEST:
        return kept
    return f"{kept[:_LONGEST]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
