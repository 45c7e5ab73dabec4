"""A verdict for a person at a terminal: a tree, the open conditions first."""

from collections.abc import Iterator

from wakebook.model.gate.verdict import Outcome, Verdict
from wakebook.render.terminal.paint import Paint
from wakebook.render.verdicts import SIGNS, summary

_STYLES = {
    Outcome.MET: "green",
    Outcome.NOT_NEEDED: "dim",
    Outcome.WAITING: "yellow",
    Outcome.UNKNOWN: "yellow",
    Outcome.REFUSED: "red",
}


def render(verdict: Verdict, *, color: bool) -> str:
    """One line a condition, indented below what it belongs to, and a last line that sums up."""
    paint = Paint(color)
    lines = [line for part in _ordered(verdict) for line in _lines(part, paint, 0)]
    style = "green" if verdict.passes else "red"
    return "".join(f"{line}\n" for line in [*lines, paint(summary(verdict), style)])


def _ordered(verdict: Verdict) -> list[Verdict]:
    return sorted(verdict.parts, key=lambda part: part.passes)


def _lines(verdict: Verdict, paint: Paint, depth: int) -> Iterator[str]:
    indent = "  " * depth
    sign = paint(f"{SIGNS[verdict.outcome]} {verdict.outcome:<10}", _STYLES[verdict.outcome])
    told = paint(f" — {verdict.sentence}") if verdict.sentence else ""
    code = f" ({verdict.code})" if verdict.code and not verdict.passes else ""
    yield f"{indent}{sign} {paint(verdict.title, 'strong')}{told}{code}"
    for part in _ordered(verdict):
        yield from _lines(part, paint, depth + 1)
