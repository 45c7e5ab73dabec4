"""Markdown with a YAML header between two ``---`` lines.

Site generators and editors disagree about loose forms (a mark with blanks behind it, ``...`` as the
end, a second block), and a reader that sees another header may publish what is not public. So one
form is accepted, on which all of them agree.
"""

import re
from typing import NamedTuple

from wakebook.model.finding import quoted
from wakebook.records.refusal import Notes, Refused

_LINE_END = r"\r?\n"
_OPENING = re.compile(rf"---{_LINE_END}")
_MARK_LIKE = re.compile(r"^(?:---|\.\.\.).*$", re.MULTILINE)
_CLOSING = re.compile(rf"---(?:{_LINE_END})")
_SECOND = re.compile(r"\s*(---)")


class FrontMatter(NamedTuple):
    """``front`` is the YAML between the marks, ``body`` all that follows the second mark's line."""

    front: str
    body: str
    front_line: int
    body_line: int
    front_offset: int


def split(text: str, path: str) -> FrontMatter | Refused:
    """The two parts of a document and the 1-based lines they begin on.

    ``front_offset`` counts the code points before ``front``. Code: WB0212.
    """
    notes = Notes(path, text)
    opening = _OPENING.match(text)
    if opening is None:
        return _refused(notes, 0, "no front matter opens here; write `---` alone on the first line")
    closing = _MARK_LIKE.search(text, opening.end())
    if closing is None:
        return _refused(notes, 0, "no line `---` closes the front matter that begins here; add it")
    whole = _CLOSING.match(text, closing.start())
    if whole is None:
        what = quoted(closing.group().rstrip("\r"))
        message = f"{what} is an end for some readers only; write `---` alone on a whole line"
        return _refused(notes, closing.start(), message)
    if second := _SECOND.match(text, whole.end()):
        message = "a second block of front matter; keep one, or begin the text with a heading"
        return _refused(notes, second.start(1), message)
    front = text[opening.end() : closing.start()]
    body_line = text.count("\n", 0, whole.end()) + 1
    return FrontMatter(front, text[whole.end() :], 2, body_line, opening.end())


def _refused(notes: Notes, offset: int, message: str) -> Refused:
    notes.at_offset("WB0212", offset, message)
    return notes.refused()
