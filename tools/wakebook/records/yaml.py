"""The one YAML reader: a strict pass over libyaml's events that builds plain values.

What YAML allows and a record must not hold (anchors, tags, duplicate keys, depth, ...) is refused
with a position. Plain scalars mean what YAML 1.2's core schema says (section 10.3.2) and nothing
else: ``no``, ``12:30`` and ``2026-11-23`` are text.
"""

from typing import Any, Literal, overload

from wakebook.records.bytes import RECORD, Limits
from wakebook.records.checks import Tree
from wakebook.records.events import Form, Stop, Walk
from wakebook.records.flat import flat
from wakebook.records.parser import failure
from wakebook.records.refusal import Notes, Refused
from wakebook.records.syntax import note_conflict, note_failure
from wakebook.records.tabs import note_tabs


@overload
def read_yaml(
    text: str,
    path: str,
    *,
    first_line: int = ...,
    allow_nulls: bool = ...,
    many: Literal[False] = ...,
    root: type[dict[Any, Any]] = ...,
    limits: Limits = ...,
) -> dict[str, Tree] | Refused: ...
@overload
def read_yaml(
    text: str,
    path: str,
    *,
    first_line: int = ...,
    allow_nulls: bool = ...,
    many: Literal[False] = ...,
    root: type[list[Any]],
    limits: Limits = ...,
) -> list[Tree] | Refused: ...
@overload
def read_yaml(
    text: str,
    path: str,
    *,
    first_line: int = ...,
    allow_nulls: bool = ...,
    many: Literal[True],
    root: type[dict[Any, Any]] = ...,
    limits: Limits = ...,
) -> list[dict[str, Tree]] | Refused: ...
def read_yaml(
    text: str,
    path: str,
    *,
    first_line: int = 1,
    allow_nulls: bool = False,
    many: bool = False,
    root: type = dict,
    limits: Limits = RECORD,
) -> Any:
    """The value of a YAML text that `decode` accepted, or every reason why it is refused.

    ``first_line`` is the line of the file on which ``text`` begins. ``many`` reads several
    documents into a list and leaves out empty ones. ``root`` is what a document must be: a
    mapping (``dict``) or a ``list``. Keys are kept in Unicode's composed form (NFC).
    Codes: WB0104 and WB0201 to WB0213 (without WB0212).
    """
    found = flat(text) if root is dict else None
    if found is not None:
        return [found] if many else found
    notes = Notes(path, text, first_line)
    form = Form((root,), allow_nulls, many, limits)
    documents = _documents(notes, form)
    if isinstance(documents, Refused):
        return documents
    return documents if many else documents[0]


def read_any(text: str, *, first_line: int = 1) -> list[Tree] | Refused:
    """All documents of a text, mappings or lists, null allowed: what an edit must not change."""
    return _documents(Notes("", text, first_line), Form((dict, list), allow_nulls=True, many=True))


def _documents(notes: Notes, form: Form) -> list[Tree] | Refused:
    if note_conflict(notes):
        return notes.refused()
    documents: list[Tree] = []
    try:
        documents = Walk(notes, form).documents()
    except Exception as error:
        _note_or_raise(error, notes)
    if "\t" in notes.text:
        note_tabs(notes)
    return notes.refused() if notes.findings else documents


def _note_or_raise(error: Exception, notes: Notes) -> None:
    if isinstance(error, Stop):
        return
    mishap, reached = failure(notes.text)
    if mishap is None:
        raise error
    note_failure(mishap, reached, notes)
