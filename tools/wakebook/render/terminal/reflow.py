"""Paragraphs that somebody broke into lines, put together again for another width."""

import re

_FULL = 50
"""A line shorter than this was ended on purpose; nobody wraps text that early."""
_BEGINS = re.compile(r"\s*(?:[-*+>|#`~]|[0-9]+[.):-])")
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]+[.)])\s")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def reflow(text: str) -> str:
    """The text with the lines of a paragraph joined; lists, tables and code keep their lines."""
    done: list[str] = []
    before, verbatim = "", False
    for line in text.split("\n"):
        fence = bool(_FENCE.match(line))
        if done and not verbatim and not fence and _goes_on(done[-1], before, line):
            done[-1] += f" {line.strip()}"
        else:
            done.append(line.rstrip())
        verbatim = verbatim is not fence
        before = line
    return "\n".join(done)


def _goes_on(paragraph: str, before: str, line: str) -> bool:
    """Whether a line goes on with the paragraph above, whose last line stood in ``before``."""
    if not line.strip() or len(before.strip()) < _FULL or _BEGINS.match(line):
        return False
    if before.startswith(("|", "#")):
        return False
    indented = line[:1].isspace()
    return not indented or bool(_ITEM.match(paragraph))
