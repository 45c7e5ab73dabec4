"""Obligations in a terminal, within eighty columns."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence

from wakebook.model.obligation import Obligation
from wakebook.render.followup.words import standing
from wakebook.render.safe import safe
from wakebook.render.terminal.paint import Paint

_LOOKS = {"stale": "red", "overdue": "red", "unowned": "yellow", "soon": "blue"}
FOR_FEWER = "a record for fewer readers"
_INDENT = " " * 14
_STATES = ("stale", "overdue", "unowned", "soon")


def lines(
    found: Sequence[Obligation],
    names: Mapping[str, str],
    paint: Paint,
    columns: int | None,
    readable: Callable[[Obligation], bool] = lambda _: True,
) -> Iterator[str]:
    """Every obligation in two or more lines, and one that counts them.

    One that not all who see this may read is told in a line, without what it is about.
    """
    width = max(columns or 80, 40)
    for each in found:
        if not readable(each):
            yield f"{paint(f'{each.state:<12}', _LOOKS[each.state])}  {each.kind}: {FOR_FEWER}"
            continue
        first, *more = _wrapped(each.owing.title, width)
        yield f"{paint(f'{_when(each):<12}', _LOOKS[each.state])}  {first}"
        yield from (f"{_INDENT}{line}" for line in more)
        owner = each.owing.owner
        who = names.get(owner or "", owner or "NO OWNER")
        about = f"{each.kind}, {who}"
        yield from (f"{_INDENT}{paint(line, 'dim')}" for line in _wrapped(about, width))
        yield f"{_INDENT}{paint(each.subject, 'dim')}"
    yield paint(counted(found), "dim")


def counted(found: Sequence[Obligation]) -> str:
    """How many there are, and how many of each state."""
    told = [f"{len(found)} {'obligation' if len(found) == 1 else 'obligations'}"]
    for state in _STATES:
        number = sum(each.state == state for each in found)
        told += [f"{number} {state}"] if number else []
    return ", ".join(told)


def _when(each: Obligation) -> str:
    return standing(each).removeprefix("due ").removeprefix("has ")


def _wrapped(text: str, width: int) -> list[str]:
    shown, room = safe(text), width - len(_INDENT)
    if len(shown) <= room:
        return [shown]
    return textwrap.wrap(shown, room, break_on_hyphens=False)
