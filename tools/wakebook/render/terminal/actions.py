"""The backlog in a terminal: two lines an item, the date first, within the width that there is."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from wakebook.render.safe import safe
from wakebook.render.terminal.paint import Paint

_INDENT = " " * 12
_NARROWEST = 40


class Line(NamedTuple):
    """An item as it is to be shown; ``timing`` is overdue, soon, later, undated or over."""

    id: str
    title: str
    owner: str
    due: str
    timing: str
    late: timedelta | None
    status: str
    kind: str
    priority: str
    blocking: bool
    proofs: tuple[tuple[str, str], ...] = ()
    """Outcome and sentence of each thing that a done item changed."""


def lines(items: Sequence[Line], paint: Paint, columns: int | None) -> list[str]:
    """Every item, and a last line that counts them."""
    width = max(columns or 80, _NARROWEST)
    shown = [line for item in items for line in _item(item, paint, width)]
    return [*shown, paint(_sum(items), "dim")]


def _item(item: Line, paint: Paint, width: int) -> Iterator[str]:
    mark, look = _mark(item)
    first, *more = _wrapped(f"{mark}  {item.title}" if mark else item.title, width)
    if mark and first.startswith(safe(mark)):
        first = paint(mark, look) + first[len(safe(mark)) :]
    day = f"{item.due or 'no date':<10}"
    yield f"{paint(day, look)}  {first}"
    yield from (f"{_INDENT}{line}" for line in more)
    for line in _wrapped(", ".join(_facts(item)), width):
        yield f"{_INDENT}{paint(line, 'dim')}"
    yield f"{_INDENT}{paint(item.id, 'dim')}"
    for outcome, sentence in item.proofs:
        for line in _wrapped(sentence, width):
            yield f"{_INDENT}{paint(line, 'green' if outcome == 'met' else 'yellow')}"


def _wrapped(text: str, width: int) -> list[str]:
    shown, room = safe(text), width - len(_INDENT)
    if len(shown) <= room:
        return [shown]
    return textwrap.wrap(shown, room, break_on_hyphens=False)


def _mark(item: Line) -> tuple[str, str]:
    match item.timing:
        case "overdue":
            return f"{spoken(item.late)} late", "red"
        case "soon":
            return f"in {spoken(item.late)}", "yellow"
        case "over":
            return item.status.replace("_", " "), "green" if item.status == "done" else "dim"
    return "", ""


def _facts(item: Line) -> Iterator[str]:
    yield item.owner or "NO OWNER"
    yield item.kind
    if item.priority != "medium":
        yield f"{item.priority} priority"
    if item.status == "in_progress":
        yield "in progress"
    if item.blocking:
        yield "blocks closure"


def spoken(length: timedelta | None) -> str:
    """A length of time in its largest whole unit, never negative."""
    minutes = int(abs((length or timedelta()).total_seconds()) // 60)
    if minutes >= 2 * 1440:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"


def _sum(items: Iterable[Line]) -> str:
    counted = list(items)
    late = sum(item.timing == "overdue" for item in counted)
    soon = sum(item.timing == "soon" for item in counted)
    alone = sum(not item.owner and item.timing != "over" for item in counted)
    told = [f"{len(counted)} action{'s' if len(counted) != 1 else ''}"]
    counts = ((late, "overdue"), (soon, "soon"), (alone, "unowned"))
    told += [f"{number} {word}" for number, word in counts if number]
    return ", ".join(told)
