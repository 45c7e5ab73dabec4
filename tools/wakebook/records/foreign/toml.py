"""Foreign TOML (1.0): tables as nodes; the parser gives no lines, so keys are looked up."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime, time

from wakebook.records.foreign.node import (
    MOST_DEPTH,
    Node,
    Scalar,
    Table,
    UnreadableError,
    listing,
    table,
)

_DOTS = re.compile(r"[\w\"'-][ \t]?\.[ \t]?(?=[\w\"'-])")
_AT_LINE = re.compile(r"at line ([0-9]+)")


def read_toml(text: str, first_line: int = 1) -> Table:
    """A TOML text as a table; raises UnreadableError with the line."""
    rows = text.split("\n")
    for number, row in enumerate(rows, first_line):
        # The parser takes seconds over a long dotted key, before anybody could count its levels.
        if len(_DOTS.findall(row)) > MOST_DEPTH:
            raise UnreadableError(number, f"is nested deeper than {MOST_DEPTH} levels")
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) - 1 if found else 0
        why = "is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UnreadableError(first_line + line, f"is no TOML: {why}") from None
    lines = _lines(rows, first_line)
    return _table(value, first_line, lines, 0)


def _lines(rows: Iterable[str], first_line: int) -> dict[str, int]:
    """The first line on which each key stands."""
    found: dict[str, int] = {}
    for number, row in enumerate(rows, first_line):
        key = row.partition("=")[0].strip().strip("\"'")
        found.setdefault(key, number)
    return found


def _table(value: dict[str, object], line: int, lines: dict[str, int], depth: int) -> Table:
    made = table(line)
    for key, part in value.items():
        made[key] = _node(part, lines.get(key, line), lines, depth + 1)
    return made


def _node(value: object, line: int, lines: dict[str, int], depth: int) -> Node:
    if depth > MOST_DEPTH:
        raise UnreadableError(line, f"is nested deeper than {MOST_DEPTH} levels")
    if isinstance(value, dict):
        return _table(value, line, lines, depth)
    if isinstance(value, list):
        made = listing(line)
        made.extend(_node(part, line, lines, depth + 1) for part in value)
        return made
    if isinstance(value, bool):
        return Scalar("true" if value else "false", line, "plain")
    if isinstance(value, datetime | date | time):
        return Scalar(value.isoformat(), line, "plain")
    return Scalar(str(value), line, "text" if isinstance(value, str) else "plain")
