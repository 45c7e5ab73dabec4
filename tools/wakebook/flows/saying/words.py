"""Words as people type them made fit for a record: text, references, lines of a log."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from wakebook.flows.saying.speaker import Speaker
from wakebook.model.log import KINDS
from wakebook.records.bytes import FORBIDDEN

Line = dict[str, Any]
"""A log entry as it is written: plain values, in the order of the file."""

_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "ð": "d",
        "ø": "o",
        "þ": "th",
        "đ": "d",
        "ħ": "h",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ł": "l",
        "œ": "oe",
    }
)
"""Latin letters that Unicode does not take apart."""
_STEP = 0x1000
_LEADING = ("kind", "at", "by", "reported_by", "audience")
_FRAME = frozenset({*_LEADING, "as_written", "source", "text"})
"""What an entry of every kind can have."""


def readable(text: str) -> str:
    """The text without blanks at its ends, invisible characters shown as escapes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = FORBIDDEN.sub(lambda match: ascii(match[0])[1:-1], plain)
    return "\n".join(line.rstrip() for line in shown.strip().split("\n"))


def slug(text: str, longest: int = 60) -> str:
    """A name of lower-case ASCII words with hyphens, cut between words; may be empty."""
    words = re.findall(r"[a-z0-9]+", re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", folded(text)))
    kept = ""
    for word in words:
        if kept and len(kept) + 1 + len(word) > longest:
            break
        kept = f"{kept}-{word}" if kept else word[:longest]
    return kept


def folded(text: str) -> str:
    """Lower case without accents: a Latin letter becomes the ASCII letters that it is read as."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def line(kind: str, speaker: Speaker, **fields: Any) -> Line:
    """One entry of a log; fields that are None or empty are left out, the text stands last."""
    text = fields.pop("text", None)
    as_written = fields.pop("as_written", None) or speaker.as_written
    given = {
        "kind": kind,
        "at": str(speaker.at),
        "by": speaker.by,
        "reported_by": speaker.reported_by,
        **{key.rstrip("_"): value for key, value in fields.items()},
        "as_written": as_written,
        "text": text,
    }
    ordered = {key: given.pop(key) for key in _LEADING if key in given} | given
    return {key: value for key, value in ordered.items() if value not in (None, "", [], ())}


def in_words(entry: Line) -> str:
    """An entry as a text; that something is an observation goes without saying."""
    text = str(entry.get("text", ""))
    facts = [f"{key} {value}" for key, value in entry.items() if key not in _FRAME]
    kind = "" if entry["kind"] == "observation" else entry["kind"].replace("_", " ")
    told = " ".join([kind, ", ".join(facts)]).strip()
    return f"{told}: {text}" if told and text else told or text


def stem_behind(last: str, now: datetime, drawn: int) -> str | None:
    """The stem of a log file recorded at ``now``, with a number below 65,536 drawn at random.

    It sorts behind ``last`` if that is of the same second; None where no such name is left.
    """
    second = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    taken = re.fullmatch(rf"{second}-([0-9a-f]{{4}})", last)
    if taken is None:
        return f"{second}-{drawn:04x}"
    low = int(taken[1], 16) + 1
    number = low + drawn % _STEP
    return f"{second}-{number:04x}" if number <= 0xFFFF else None


def fits(entry: Mapping[str, Any]) -> str | None:
    """Why an entry is none of its kind, in a few words; None where it is one."""
    model = KINDS.get(entry["kind"])
    if model is None:
        return f"{entry['kind']} is no kind of entry"
    try:
        model.model_validate(dict(entry))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in fault["loc"]) or "it"
        missing = fault["type"] == "missing"
        return f"{where} is missing" if missing else f"{where}: {fault['msg']}"
    return None
