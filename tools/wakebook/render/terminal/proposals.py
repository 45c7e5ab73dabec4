"""What is proposed for an incident, in a terminal: numbered, with scores in words and reasons."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from wakebook.render.safe import safe
from wakebook.render.terminal.paint import Paint, width
from wakebook.render.terminal.reflow import reflow

_LOOKS = {"very likely": "red", "likely": "yellow"}
_INDENT = " " * 5
_MOST_WORKAROUND = 30
"""Lines of a workaround that are shown; the page of the problem has all of it."""


class Row(NamedTuple):
    """One proposal: what it is, how likely, and why.

    ``where`` says which component it is about and when it happened; ``to`` is what a link to it
    says. ``facts`` are for programs.
    """

    number: int
    relation: str
    to: str
    score: float
    grade: str
    title: str
    where: str
    why: tuple[str, ...]
    linked: bool
    workaround: str
    facts: dict[str, Any]


def lines(rows: Sequence[Row], paint: Paint, columns: int = 80) -> Iterator[str]:
    """The rows, a blank line behind each; every line fits where words allow it."""
    for row in rows:
        yield from _row(row, paint, max(40, min(columns, 100)))
        yield ""


def _row(row: Row, paint: Paint, columns: int) -> Iterator[str]:
    mark = "  (linked)" if row.linked and row.score else ""
    likely = f"{row.grade} {row.score:.2f}" if row.score or not row.linked else "linked"
    head = f"{row.number:>3}  {likely}{mark}  "
    first, *rest = _wrapped(row.title, columns, width(head)) or [""]
    look = _LOOKS.get(row.grade, "dim")
    score = f"{paint(f'{row.number:>3}', 'strong')}  {paint(likely, look)}{mark}  "
    yield (score + paint(first.strip(), "strong")).rstrip()
    for more in rest:
        yield paint(_INDENT + more.strip(), "strong")
    for told in (row.where, *(f"- {why}" for why in row.why)):
        for line in _wrapped(told, columns, len(_INDENT)) if told else ():
            yield paint(line)
    if row.workaround:
        yield from _workaround(row.workaround, paint, columns)
    yield paint(f"{_INDENT}{row.to}", "dim")


def _workaround(text: str, paint: Paint, columns: int) -> Iterator[str]:
    shown = [
        line
        for paragraph in f"Workaround: {reflow(text)}".rstrip().split("\n")
        for line in _wrapped(paragraph, columns, len(_INDENT)) or [""]
    ]
    for line in shown[:_MOST_WORKAROUND]:
        yield paint(line, "green")
    if len(shown) > _MOST_WORKAROUND:
        yield paint(f"{_INDENT}and {len(shown) - _MOST_WORKAROUND} more lines in its file", "dim")


def _wrapped(text: str, columns: int, indent: int) -> list[str]:
    return wrap(
        safe(text),
        columns,
        initial_indent=" " * indent,
        subsequent_indent=_INDENT if indent > len(_INDENT) else " " * indent,
        break_on_hyphens=False,
    )
