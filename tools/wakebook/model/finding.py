"""What a check found: where, how bad, what is wrong and what to do next."""

from enum import StrEnum
from typing import Any, NamedTuple

Route = tuple[str | int, ...]
"""A symbolic place in a record: keys and zero-based positions, such as ``("components", 1)``.

In an incident's log the route starts with ``"timeline"`` and the entry's id; in a Markdown record
the body is reached by ``("body", <1-based line of the body>)``.
"""


_QUOTE_LENGTH = 60


class Level(StrEnum):
    """How bad a finding is; the words are SARIF's (2.1.0, section 3.27.10)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Claim(NamedTuple):
    """A rule's sentence about a place in a record, before the place has a line.

    ``message`` says what is wrong, against what, and the next step. ``on_key`` points at the key
    of the route's last step instead of its value. ``level`` overrides the rule's own.
    """

    route: Route
    message: str
    level: Level | None = None
    on_key: bool = False


class Finding(NamedTuple):
    """A located claim: ``line`` and ``column`` are 1-based, columns count code points.

    ``path`` is relative to the repository's root, with forward slashes. ``waived`` holds the
    reason of the waiver that covers the finding, if there is one.
    """

    path: str
    line: int
    column: int
    code: str
    level: Level
    message: str
    waived: str | None = None


_KINDS: tuple[Any, ...] = (str, int, int, str, str, str, (str, type(None)))


def thaw(row: Any) -> Finding:
    """A finding that was kept as a list, such as in JSON; raises ValueError for what is none."""
    if not isinstance(row, list) or len(row) != len(_KINDS):
        raise ValueError("this is no finding")
    if not all(map(isinstance, row, _KINDS)):
        raise ValueError("a finding does not hold this")
    path, line, column, code, level, message, waived = row
    return Finding(path, line, column, code, Level(level), message, waived)


def quoted(text: str) -> str:
    """``text`` fit for a message: in quotes, nothing invisible, no more than 60 characters."""
    return repr(text) if len(text) <= _QUOTE_LENGTH else repr(text[:_QUOTE_LENGTH]) + "..."
