"""Dates in figures: which of them is the day is said, or seen where only one reading is possible.

``03-04-2016`` is the third of April to one half of the world and the fourth of March to the other;
a table in which no value can be read in one way only is not guessed at.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from wakebook.records.foreign.node import UnreadableError

_FIGURES = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<sign>[-/.])(?P<two>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})"
    r"(?:[ T]{1,2}(?P<hour>[0-9]{1,2})(?P<rest>:[0-9]{2}(?::[0-9]{2})?)"
    r"(?: ?(?P<half>[APap][Mm]))?)?"
)
_WORDS = {"dmy": "day first", "mdy": "month first", "iso": "year first"}
_ASK = "run the import again with --dates dmy (day first) or --dates mdy (month first)"


class Order(NamedTuple):
    """How figures are read: ``dmy`` day first, ``mdy`` month first, ``iso`` year first.

    ``why`` tells what it was seen by, if nobody said it.
    """

    name: str
    why: str | None = None
    line: int = 1


def order(cells: Iterable[tuple[int, str]], given: str | None) -> Order:
    """The order of a table's dates, from lines and their values.

    Raises UnreadableError where nothing shows it, or one value contradicts another.
    """
    if given is not None:
        return Order(given)
    seen: dict[str, tuple[int, str]] = {}
    unclear: tuple[int, str] | None = None
    known: set[str] = set()
    for line, words in cells:
        if words in known:
            continue
        known.add(words)
        match = _FIGURES.fullmatch(words)
        if match is None:
            continue
        name = _only(match)
        if match["one"] == match["two"]:
            continue
        if name is None:
            unclear = unclear or (line, words)
        elif name not in seen:
            seen[name] = (line, words)
    return _decided(seen, unclear)


def _decided(seen: dict[str, tuple[int, str]], unclear: tuple[int, str] | None) -> Order:
    if len(seen) > 1:
        (one, first), (two, second) = sorted(seen.values())
        sentence = f"{second!r} and {first!r} in line {one} are not written alike; {_ASK}"
        raise UnreadableError(two, sentence)
    for name, (line, words) in seen.items():
        sentence = f"dates are read {_WORDS[name]}, since {words!r} can be read in no other way"
        return Order(name, sentence, line)
    if unclear is not None:
        line, words = unclear
        sentence = f"{words!r} may be two days, and no date here shows which figure is the day"
        raise UnreadableError(line, f"{sentence}; {_ASK}")
    return Order("iso")


def _only(match: re.Match[str]) -> str | None:
    """The one order in which a date is possible."""
    one, two = int(match["one"]), int(match["two"])
    if 12 < one <= 31 and 1 <= two <= 12:
        return "dmy"
    if 12 < two <= 31 and 1 <= one <= 12:
        return "mdy"
    return None


def spelled(words: str, order: str) -> str:
    """A date with its year first, as it is read elsewhere; what is no such date stays as it is."""
    match = _FIGURES.fullmatch(words)
    if match is None or order == "iso":
        return words
    one, two = int(match["one"]), int(match["two"])
    day, month = (one, two) if order == "dmy" else (two, one)
    text = f"{match['year']}-{month:02}-{day:02}"
    if match["hour"] is None:
        return text
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return words
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    return f"{text} {hour:02}{match['rest']}"


def likely(words: str, order: str) -> str | None:
    """The date that was meant where day and month were exchanged, as far as anybody can tell."""
    match = _FIGURES.fullmatch(words)
    if match is None or order == "iso":
        return None
    one, two = int(match["one"]), int(match["two"])
    month, day = (one, two) if order == "dmy" else (two, one)
    try:
        return date(int(match["year"]), month, day).isoformat()
    except ValueError:
        return None
