"""Forms of times as ``strptime`` names their parts; no locale, and nothing is made up.

Source of the directives: Python's ``datetime``, table of format codes (1989 C standard).
"""

import re
from functools import cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_ZONE = r"(?:UTC|GMT)[+-][0-9]{1,2}(?::?[0-9]{2})?|[+-][0-9]{2}:?[0-9]{2}|[A-Za-z]{1,5}"
_MONTH = "|".join([*_MONTHS, *(name[:3] for name in _MONTHS), "sept"])
_PARTS = {
    "Y": r"(?P<year>[0-9]{4})",
    "m": r"(?P<month>[0-9]{1,2})",
    "B": rf"(?P<month>{_MONTH})\.?",
    "d": r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?",
    "H": r"(?P<hour>[0-9]{1,2})",
    "I": r"(?P<hour>[0-9]{1,2})",
    "M": r"(?P<minute>[0-9]{2})",
    "S": r"(?P<second>[0-9]{2})",
    "p": r"(?P<half>[ap]\.?m\.?)",
    "Z": rf"(?P<zone>{_ZONE})",
    "A": r"[a-z]{3,9}",
}
_TOKEN = re.compile(r"%(?P<code>.?)|(?P<blank>\s++)|(?P<letter>.)", re.DOTALL)
_KNOWN = ", ".join(f"%{code}" for code in _PARTS)


class Written(NamedTuple):
    """The parts of a time that stand there; None for those that do not."""

    year: int | None
    month: int | None
    day: int | None
    hour: int | None
    minute: int | None
    second: int | None
    zone: str | None

    @property
    def clock(self) -> str | None:
        """Hour and minute, and the second where it stands there."""
        if self.hour is None:
            return None
        seconds = "" if self.second is None else f":{self.second:02}"
        return f"{self.hour:02}:{self.minute or 0:02}{seconds}"


def _checked(form: str) -> str:
    try:
        _compiled(form)
    except ValueError as error:
        raise PydanticCustomError("time_form", "{why}", {"why": str(error)}) from None
    return form


TimeForm = Annotated[str, AfterValidator(_checked)]
"""A form such as ``%Y-%m-%d %H:%M``; a blank is any blank, and none before ``%p``."""


def read(words: str, form: str) -> Written | None:
    """The parts that words of this form name; None where they have another form."""
    match = _compiled(form).fullmatch(words)
    if match is None:
        return None
    found = match.groupdict()
    numbers = {name: int(found[name]) for name in _NUMBERS if found.get(name)}
    month, hour = found.get("month"), numbers.get("hour")
    if month is not None:
        numbers["month"] = int(month) if month.isdigit() else _month(month)
    if found.get("half") and hour is not None:
        numbers["hour"] = hour % 12 + 12 * (found["half"][0] in "Pp") if hour <= 12 else 99
    parts = {name: numbers.get(name) for name in ("month", *_NUMBERS)}
    return Written(**parts, zone=found.get("zone"))


_NUMBERS = ("year", "day", "hour", "minute", "second")


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """The pattern of a form; raises ValueError with a sentence."""
    made, seen = "", set[str]()
    for token in _TOKEN.finditer(form):
        code = token["code"]
        if code is None:
            made += (
                r"\s{0,20}"
                if form[token.end() :].startswith("%p") and token["blank"]
                else (r"\s{1,20}" if token["blank"] else re.escape(token["letter"]))
            )
            continue
        if code not in _PARTS:
            raise ValueError(f"%{code} is no part of a time here; there are {_KNOWN}")
        names = set(re.findall(r"\?P<(\w+)>", _PARTS[code]))
        if names & seen:
            raise ValueError(f"{form!r} names the {names.pop()} twice; keep one")
        seen |= names
        made += _PARTS[code]
    if not seen:
        raise ValueError(f"{form!r} names no part of a time; write such as %Y-%m-%d %H:%M")
    return re.compile(made, re.IGNORECASE)
