"""Figures as tables for a terminal: what came out, how sure it is, and what was left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from wakebook.model.figure import Comparison, Figure, Section, percents
from wakebook.render.measured.report import Told, between, number
from wakebook.render.safe import safe
from wakebook.render.words import counted, seconds

Cells = tuple[str, ...]
_STATED = "stated by the records, beside what is computed"
_MOST_STATED = 24
"""Rows of stated figures that are listed where nobody asked for one figure."""


def render(told: Told) -> str:
    """The whole report."""
    parts = [f"{_head(told)}\n"]
    if told.by == "all":
        parts.append(_overview(told))
    else:
        parts += [_grouped(section, told) for section in told.sections]
    parts.append(_left_out(told.sections))
    parts.append(_stated(told.stated))
    return "\n".join(part for part in parts if part)


def _head(told: Told) -> str:
    unread = f", {counted(told.unread, 'record')} unreadable" if told.unread else ""
    where = f"commit {told.commit[:12]} of {told.at}" if told.commit else f"as it lies, {told.at}"
    some = f", {told.counting} of them incidents" if told.counting != told.incidents else ""
    mixed = "; --by origin tells their sources apart"
    apart = mixed if told.origins > 1 and told.by != "origin" else ""
    return f"{counted(told.incidents, 'record')}{some}{unread} ({where}){apart}"


def _overview(told: Told) -> str:
    share, _ = percents(told.confidence)
    head = ("", "n", "value", f"interval ({share})", "mean", "p90", "left out")
    return _table([head, *(_row(s.definition.title, f) for s in told.sections for f in s.figures)])


def _grouped(section: Section, told: Told) -> str:
    share, _ = percents(told.confidence)
    head = (told.by, "n", "value", f"interval ({share})", "mean", "p90", "left out")
    rows = [_row(figure.group, figure) for figure in section.figures]
    return f"{section.definition.title}\n{_table([head, *rows])}"


def _row(name: str, figure: Figure) -> Cells:
    timed = figure.headline not in ("share", "count")
    mean = number(figure, figure.mean) if timed else ""
    p90 = number(figure, figure.p90) if timed else ""
    left = sum(count for _, count in figure.left_out)
    bounds = ""
    if figure.bounds is not None:
        low, high = (number(figure, bound) for bound in figure.bounds)
        bounds = f" ({low} to {high})"
    value = f"{number(figure, figure.value)}{bounds}"
    return (name, str(figure.n), value, between(figure), mean, p90, str(left) if left else "")


def _left_out(sections: Sequence[Section]) -> str:
    lines: list[str] = []
    for section in sections:
        reasons: Counter[str] = Counter()
        for figure in section.figures:
            reasons.update(dict(figure.left_out))
        listed = "; ".join(f"{count}: {why}" for why, count in reasons.most_common())
        lines += [f"  {section.definition.name}: {listed}"] if listed else []
    return "left out, and why\n" + "\n".join(lines) + "\n" if lines else ""


def _stated(stated: Sequence[Comparison]) -> str:
    if not stated:
        return ""
    lines = []
    for name, group in groupby(stated, key=lambda each: each.measure):
        verdicts = Counter(each.verdict for each in group)
        listed = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
        lines.append(f"  {name}: {listed}")
    rows = [_comparison(each) for each in stated if each.verdict != "agrees"]
    if len(rows) > _MOST_STATED and len({each.measure for each in stated}) > 1:
        return "\n".join((_STATED, *lines, "  `wakebook measure FIGURE` lists them", ""))
    head = ("incident", "figure", "stated", "computed", "which")
    table = _table([head, *rows]) if rows else ""
    return "\n".join((_STATED, *lines, table))


def _comparison(each: Comparison) -> Cells:
    stated = seconds(each.stated) if each.stated is not None else each.value[:40]
    if each.clock != "wall":
        stated += f" ({each.clock[:30]})"
    computed = "-" if each.computed is None else seconds(each.computed)
    return (each.incident, each.measure, stated, computed, each.verdict)


def _table(listed: Sequence[Cells]) -> str:
    rows = [tuple(map(safe, row)) for row in listed]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "".join(f"{line}\n" for line in _lines(rows, widths))


def _lines(rows: Sequence[Cells], widths: Sequence[int]) -> Iterator[str]:
    for row in rows:
        cells = (
            cell.rjust(width) if n == 1 else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
