"""Reading flat YAML without a parser: every line is one plain ``key: value`` or ``key: [a, b]``.

Most action items are written so, and tens of thousands of them are read at once. The form is so
narrow that no reader of YAML disputes it: letters, digits and a few signs, on which nothing hangs
but where they stand. Anything else is left to the strict pass, and what is read here is what the
strict pass would read.
"""

import re

from wakebook.records.checks import Tree
from wakebook.records.scalars import UnclearError, resolve

_MOST = 4096
"""Characters, far below every limit of a record."""
_PLAIN = r"[A-Za-z0-9](?:[A-Za-z0-9 ,.()/_@+-]|:(?=[A-Za-z0-9/]))*(?<! )"
_ITEM = r"[A-Za-z0-9][A-Za-z0-9 ._/-]*(?<! )"
"""In brackets; readers disagree about colons there."""
_KEY = r"(?!(?:null|true|false):)[a-z][a-z_]{0,39}"
_LINE = re.compile(rf"({_KEY}): (?:({_PLAIN})|\[({_ITEM}(?:, {_ITEM})*)\])")


def flat(text: str) -> dict[str, Tree] | None:
    """The mapping that a flat text holds; None where the strict pass is wanted."""
    if len(text) > _MOST:
        return None
    found: dict[str, Tree] = {}
    for line in text.removesuffix("\n").split("\n"):
        match = _LINE.fullmatch(line)
        value = None if match is None else _value(match[2], match[3])
        if match is None or value is None or match[1] in found:
            return None
        found[match[1]] = value
    return found


def _value(plain: str | None, items: str) -> Tree:
    """What a line says; None where that is disputed, and for null, which no record may hold."""
    try:
        if plain is not None:
            return resolve(plain)
        values: list[Tree] = [*map(resolve, items.split(", "))]
    except UnclearError:
        return None
    return None if None in values else values
