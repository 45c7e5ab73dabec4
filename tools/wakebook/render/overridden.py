"""What an author put in the place of a template's words, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_PIECE = re.compile(r"\s+|\S+")
_MOST = 4_000
"""Pieces of both texts together that are compared; longer ones are told as a whole."""


class Piece(NamedTuple):
    """Words that both say, that the template said, or that stand in their place."""

    kind: Literal["same", "said", "instead"]
    text: str


def difference(said: str, text: str) -> tuple[Piece, ...]:
    """The way from what a template said to what was written; nothing where that is the same."""
    if said == text:
        return ()
    before, after = _PIECE.findall(said), _PIECE.findall(text)
    if len(before) + len(after) > _MOST:
        return (Piece("said", said), Piece("instead", text))
    found: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        for kind, words in (("said", before[a:b]), ("instead", after[c:d])):
            if words:
                found.append(Piece(kind, "".join(words)))  # type: ignore[arg-type]
    return tuple(found)


def marked(pieces: tuple[Piece, ...]) -> str:
    """The same as one text, in the marks of ``git diff --word-diff``."""
    marks = {"same": "{}", "said": "[-{}-]", "instead": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)
