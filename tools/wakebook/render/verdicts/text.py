"""A verdict for a person at a terminal: a tree, the open conditions first."""

from collections.abc import Iterator

from wakebook.model.gate.verdict import Outcome, Verdict
from wakebook.render.safe import safe
from wakebook.render.terminal.paint import Paint
from wakebook.render.verdicts import SIGNS, summary

_NARROWEST = 20
"""Columns that a sentence takes at least, however narrow the terminal is."""
_STYLES = {
    Outcome.MET: "green",
    Outcome.NOT_NEEDED: "dim",
    Outcome.WAITING: "yellow",
    Outcome.UNKNOWN: "yellow",
    Outcome.REFUSED: "red",
}


def render(verdict: Verdict, *, color: bool, width: int | None = None) -> str:
    """One line a condition, indented below what it belongs to, and a last line that sums up.

    Where ``width`` is given a line that is longer goes on below its title.
    """
    return tree(verdict, summary(verdict), color=color, width=width)


def tree(verdict: Verdict, told: str, *, color: bool, width: int | None = None) -> str:
    """The conditions of a verdict, and what is ``told`` of it at the end."""
    paint = Paint(color)
    lines = [line for part in _ordered(verdict) for line in _lines(part, paint, width, 0)]
    style = "green" if verdict.passes else "red"
    lines += [paint(line, style) for line in _wrapped(told, width)]
    return "".join(f"{line}\n" for line in lines)


def _ordered(verdict: Verdict) -> list[Verdict]:
    return sorted(verdict.parts, key=lambda part: part.passes)


def _lines(verdict: Verdict, paint: Paint, width: int | None, depth: int) -> Iterator[str]:
    indent = "  " * depth
    sign = f"{SIGNS[verdict.outcome]} {verdict.outcome:<10}"
    told = f" — {verdict.sentence}" if verdict.sentence else ""
    code = f" ({verdict.code})" if verdict.code and not verdict.passes else ""
    before = len(f"{indent}{sign} ")
    lead = f"{indent}{paint(sign, _STYLES[verdict.outcome])} "
    strong = len(safe(verdict.title))
    for line in _wrapped(safe(f"{verdict.title}{told}{code}"), width, before):
        yield f"{lead}{paint(line[:strong], 'strong' if strong else '')}{paint(line[strong:])}"
        lead, strong = " " * before, max(0, strong - len(line) - 1)
    for part in _ordered(verdict):
        yield from _lines(part, paint, width, depth + 1)


def _wrapped(text: str, width: int | None, before: int = 0) -> list[str]:
    """A line as lines that fit behind so many columns; as it is where nobody says how wide."""
    if width is None:
        return [text]
    from textwrap import wrap

    return wrap(
        text, max(_NARROWEST, width - before), break_long_words=False, break_on_hyphens=False
    )
