"""The keys at the first column of a YAML text, told without a parser where nobody can dispute them.

A line at the first column is no key where a quoted text or a list in brackets goes on over its
beginning. So each line has to be whole by its own form: a value that begins with a letter or a
digit is plain to its end, whatever stands in it; quotes and brackets must close where the line
ends, and in brackets a quote stands only where a value begins. All other texts want a reader.
"""

import re

_SPECIAL = re.compile(r"[\"'\[\]{}]")
_TOP = re.compile(r"([a-z_]+):(?: (.*))?")
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_INNER = r"\"[^\"\\\[\]{}]*\"|'[^'\[\]{}]*'"
"""Quoted, and without brackets, so that brackets can be counted."""
_WORDS = r"[^\W_][^\"'\[\]{},#\\!&*|>%@`]*"
_FLOW = (
    rf"[\[{{](?:(?:{_INNER})(?=[,\]}}])|{_WORDS}(?=[,\]}}])|{_WORDS}: (?=[\"'\[{{])|[\[{{]|[\]}}]"
    r"|, )*[\]}]"
)
_WHOLE = re.compile(
    rf" *(?:- )*(?:[^\W_][\w-]*: )?(?:[^\W_](?:[^:]|:(?! |$))*|{_QUOTED}|(?P<flow>{_FLOW}))"
)
"""Text of which no reader takes anything for a part of the next line, where that has a key."""


def tops(text: str) -> dict[str, str] | None:
    """The keys with what stands behind them; None where only a reader can tell.

    What is behind a key may be empty: then its value is the first of the lines indented below it.
    """
    lines = text.split("\n")
    if not text.replace("\n", "").isprintable():
        return None
    if _SPECIAL.search(text) and not all(map(_is_whole, lines)):
        return None
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        if not line or line[0] == "#":
            continue
        if line[0] == " ":
            if not last:
                return None
            found[last] = found[last] or line.strip()
            continue
        match = _TOP.fullmatch(line)
        if match is None or match[1] in found:
            return None
        last = match[1]
        found[last] = match[2] or ""
    return found


def _is_whole(line: str) -> bool:
    if line[:1] == "#" or not _SPECIAL.search(line):
        return True
    match = _WHOLE.fullmatch(line)
    if match is None or match["flow"] is None:
        return match is not None
    flow = match["flow"]
    return flow.count("[") == flow.count("]") and flow.count("{") == flow.count("}")
