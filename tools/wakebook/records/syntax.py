"""Turns what the parser stumbled over into a located finding with a next step."""

import re
from typing import NamedTuple

from yaml.error import Mark, MarkedYAMLError

from wakebook.model.finding import quoted
from wakebook.records.refusal import Notes, inside
from wakebook.records.refusal import place as place_of


class _Cause(NamedTuple):
    """Words of the parser's own message, and what they mean to whoever wrote the text."""

    words: str
    code: str
    message: str


# These are found while something larger is read, which is what has to be changed.
_BEGUN = (
    _Cause("directive", "WB0205", "a directive stands before the document; remove it"),
    _Cause("alias", "WB0202", "`*` begins an alias, which records do not have; quote the text"),
    _Cause("anchor", "WB0202", "`&` begins an anchor, which records do not have; quote the text"),
    _Cause("tag", "WB0203", "`!` begins a tag, which records do not have; quote the text"),
    _Cause("quoted scalar", "WB0201", "this quote is not closed; close it behind the text"),
    _Cause("simple key", "WB0201", "a line without a colon; indent it as text, or add the colon"),
)
_HERE = (
    _Cause("Unicode character", "WB0104", "the escape names no character; write the character"),
    _Cause("escape character", "WB0201", "there is no such escape; double the backslash"),
    _Cause("mapping values", "WB0201", "a colon and a space inside of plain text; quote the text"),
    _Cause("start any token", "WB0201", "text cannot begin with this sign; quote the text"),
    _Cause(
        "undefined tag", "WB0203", "a tag stands before the value; remove it, or quote the text"
    ),
    _Cause("incompatible", "WB0205", "a directive stands before the document; remove it"),
    _Cause(
        "<document start>", "WB0205", "text behind the document's end; keep one document a file"
    ),
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_MERGE = "git could not merge two changes here; keep what is right, and remove its marks"
_TAB = "a tab where only spaces indent; indent with spaces"


def note_conflict(notes: Notes) -> bool:
    """Notes where git left both sides of a merge; whether there is such a place."""
    conflict = _CONFLICT.search(notes.text)
    if conflict is not None:
        notes.add("WB0201", *place_of(notes.text, conflict.start()), _MERGE)
    return conflict is not None


def note_failure(error: Exception, reached: Mark | None, notes: Notes) -> None:
    """Notes why the parser gave up; ``reached`` is the last place that it did understand."""
    if not isinstance(error, MarkedYAMLError):
        place = inside(notes.text, reached)
        notes.add("WB0201", *place, f"the text cannot be read ({quoted(str(error))}); simplify it")
        return
    place = inside(notes.text, error.problem_mark or reached)
    problem, context = str(error.problem), str(error.context)
    following = _character(notes.text, *place)
    if following == "\t" or "tab character" in problem:
        notes.add("WB0213", *place, _TAB)
    elif cause := next((cause for cause in _HERE if cause.words in problem), None):
        notes.add(cause.code, *place, cause.message)
    elif cause := next((cause for cause in _BEGUN if cause.words in context), None):
        begun = inside(notes.text, error.context_mark)
        notes.add(cause.code, *begun, cause.message)
    else:
        what = f"this is not YAML ({quoted(problem)} before {quoted(following)})"
        notes.add("WB0201", *place, f"{what}; look at indentation, colons and quotes around here")


def _character(text: str, line: int, column: int) -> str:
    return text.split("\n")[line][column : column + 1]
