"""Times as status pages write them, read without inventing a zone or an hour.

Source of the loose forms: YAML 1.1's timestamp type (one-digit months, days and hours, a blank
before the offset), Go's ``Time.String``, RFC 2822 dates, and JavaScript's ``Date.toString``.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple

from wakebook.model.moment import Moment, MomentError

_LOOSE = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?:[Tt]|[ \t]+)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?)?"
    r"(?:[ \t]*(?:(?P<offset>Z|UTC|GMT|[+-][0-9]{1,2}(?::?[0-9]{2})?)(?:[ \t]+[A-Z]{3,5})?"
    r"|(?!AM|PM)(?P<name>[A-Z]{2,5})))?",
    re.IGNORECASE,
)
_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>[0-9]{2}) (?P<year>[0-9]{4})"
    r" (?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2}) GMT(?P<offset>[+-][0-9]{4})(?: \(.*\))?"
)
_MAIL = re.compile(r"[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} ")
SEVERAL_ZONES = (
    "is in {}, which is no zone but a name that zones share; run the import again with --zone, such"
    " as --zone America/Los_Angeles"
)
NO_ZONE = "has a time without a zone; run the import again with --zone, such as --zone UTC"


class When(NamedTuple):
    """A time of a source: the moment, the source's words if they differ, and what is wrong.

    ``barred`` tells that the item must not be imported: its zone is missing, not unknown.
    ``counted`` tells that it is so much later than another time, which its words do not say.
    """

    moment: Moment
    as_written: str | None = None
    why: str | None = None
    barred: bool = False
    counted: bool = False

    @property
    def text(self) -> str:
        """The moment as a record writes it."""
        return self.moment.text


UNKNOWN = Moment.parse("unknown")


@lru_cache(maxsize=4096)
def read_time(text: str, zone: tzinfo | None) -> When:
    """The time that a text says; ``zone`` is for times that say none."""
    words = text.strip()
    loose = _LOOSE.fullmatch(words) if " " in words else None
    if loose is not None:
        return _loose(loose, words, zone)
    try:
        moment = Moment.parse(words, zone or UTC)
    except MomentError as error:
        loose = _LOOSE.fullmatch(words)
        if loose is not None:
            return _loose(loose, words, zone)
        script = _JAVASCRIPT.fullmatch(words)
        if script is not None:
            return _mail(
                "{day} {month} {year} {clock} {offset}".format(**script.groupdict()), words
            )
        if _MAIL.match(words):
            return _mail(words, words)
        return _unknown(words, str(error))
    if moment.known and words.isdigit() and moment.text < "1970":
        return _unknown(words, "is a clock time rather than a year")
    return When(moment)


def _unknown(words: str, why: str) -> When:
    # What to write instead is advice for the author of a record, not of this source.
    return When(UNKNOWN, words[:200], why.partition("; write ")[0])


def _loose(match: re.Match[str], words: str, zone: tzinfo | None) -> When:
    year, month, day = (int(part) for part in match["date"].split("-"))
    parts = (int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    try:
        local = datetime(year, month, day, *parts)  # noqa: DTZ001 - the zone is added below
    except ValueError as error:
        return _unknown(words, f"is no possible time: {error}")
    name = match["name"]
    if match["offset"] is None and zone is None:
        return When(UNKNOWN, words, SEVERAL_ZONES.format(name) if name else NO_ZONE, barred=True)
    offset = _offset(match["offset"]) if match["offset"] else _offset_in(local, zone, name)
    if offset is None and name:
        return _unknown(words, f"is in {name}, which {zone} does not call its time then")
    if offset is None:
        return _unknown(words, f"is no time, or two, in {zone}: a clock was changed then")
    seconds = "" if match["second"] is None else f":{match['second']}{_fraction(match['fraction'])}"
    text = f"{local.isoformat(timespec='minutes')}{seconds}{offset}"
    try:
        return When(Moment.parse(text), words if words != text else None)
    except MomentError as error:
        return _unknown(words, str(error))


def _fraction(digits: str | None) -> str:
    return f".{digits[:6]}" if digits else ""


def _offset(written: str) -> str:
    if written[0] not in "+-":
        return "Z"
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{written[0]}{int(hours):02}:{minutes}"


def _offset_in(local: datetime, zone: tzinfo | None, name: str | None) -> str | None:
    """The zone's offset at a local time; None where the clock skipped or repeated it.

    A ``name`` such as CEST tells which, and None where the zone has no such time.
    """
    both = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    offsets = {at.utcoffset() for at in both if name in (None, at.tzname())}
    first = offsets.pop() if len(offsets) == 1 else None
    if first is None:
        return None
    if first == timedelta(0):
        return "Z"
    return datetime.min.replace(tzinfo=timezone(first)).isoformat()[-6:]


def _mail(text: str, words: str) -> When:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError as error:
        return _unknown(words, f"is no possible time: {error}")
    return When(Moment.at(moment.replace(tzinfo=moment.tzinfo or UTC)), words)
