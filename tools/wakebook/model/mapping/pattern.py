"""Regular expressions that a mapping brings: compiled, and refused where text could stall them.

Whoever runs an import writes its mapping, but not the reports: a pattern that is slow on the wrong
text would let a report stop the import. So there is no choice within a repetition without an end,
at most three of these stand beside each other, all other choices together leave few ways to match,
and a pattern only ever sees ``MOST_SEEN`` characters.
"""

import re
from math import prod
from re import _parser  # type: ignore[attr-defined]
from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

MOST_SEEN = 500
"""Characters of a text that a pattern is shown: labels, times and titles are shorter."""

_WIDE = 20
"""A repetition of more than so many times counts as one without an end."""

_MOST_WIDE = 3
_MOST_WAYS = 10_000
"""Ways to match that the branches and short repetitions of a pattern may leave together."""


def _checked(text: str) -> str:
    why = fault(text)
    if why is not None:
        raise PydanticCustomError("pattern", "{why}", {"why": why})
    return text


Pattern = Annotated[str, AfterValidator(_checked)]
"""A regular expression as Python's ``re`` reads it."""


def fault(text: str) -> str | None:
    """Why a pattern cannot be used, or None."""
    try:
        re.compile(text)
        tree = _parser.parse(text)
    except (re.error, OverflowError, RecursionError) as error:
        return f"this is no regular expression: {error}; mend it"
    if _nested(tree, inside=False):
        return "this repeats a repetition, which some texts stall; write the inner one out"
    if _ways(tree) > _MOST_WAYS:
        return "this can match in too many ways, which some texts stall; write fewer choices"
    if _wide(tree) > _MOST_WIDE:
        return (
            f"this has more than {_MOST_WIDE} repetitions without an end, which some texts stall;"
            " write limits, such as {1,20}, or possessive ones, such as *+"
        )
    return None


def groups(text: str) -> frozenset[str]:
    """The names of a pattern's groups."""
    return frozenset(re.compile(text).groupindex)


def _repeats(kind: str, value: Any) -> bool:
    return kind in ("MAX_REPEAT", "MIN_REPEAT") and value[1] > _WIDE


def _nested(tree: Any, *, inside: bool) -> bool:
    """Whether a wide repetition holds another one or a choice, possessive ones included."""
    for kind, value in tree:
        wide = str(kind).endswith("_REPEAT") and value[1] > _WIDE
        if inside and (wide or str(kind) == "BRANCH"):
            return True
        if wide and _ways(value[2]) > 1:
            return True
        if any(_nested(part, inside=inside or wide) for part in _parts(str(kind), value)):
            return True
    return False


def _ways(tree: Any) -> int:
    """In how many ways a pattern can match at most, apart from its wide repetitions."""
    ways = 1
    for kind, value in tree:
        inner = [_ways(part) for part in _parts(str(kind), value)]
        if str(kind) == "BRANCH":
            ways *= sum(inner)
        elif str(kind).endswith("_REPEAT") and value[1] <= _WIDE:
            ways *= (int(value[1]) - int(value[0]) + 1) * inner[0] ** int(value[1])
        else:
            ways *= prod(inner)
    return ways


def _wide(tree: Any) -> int:
    """How many wide repetitions can stand in one match; of branches, the most."""
    count = 0
    for kind, value in tree:
        name = str(kind)
        inner = [_wide(part) for part in _parts(name, value)]
        count += max(inner, default=0) if name == "BRANCH" else sum(inner)
        count += _repeats(name, value)
    return count


def _parts(kind: str, value: Any) -> list[Any]:
    """The patterns within one step of a pattern."""
    if kind.endswith("_REPEAT"):
        return [value[2]]
    if kind == "SUBPATTERN":
        return [value[3]]
    if kind == "ATOMIC_GROUP":
        return [value]
    if kind == "BRANCH":
        return list(value[1])
    if kind in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    if kind == "GROUPREF_EXISTS":
        return [part for part in value[1:] if part is not None]
    return []
