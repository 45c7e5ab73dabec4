"""Findings for a person: one line each, as compilers write them, and a last line that sums up."""

from wakebook.model.finding import Finding, Level
from wakebook.render.findings.report import Report
from wakebook.render.safe import safe

_COLORS = {Level.ERROR: "31", Level.WARNING: "33", Level.NOTE: "36"}


def render(report: Report) -> str:
    """``path:line:column: level CODE message`` a line, then the counts."""
    lines = [_line(finding, report.color) for finding in report.findings]
    return "".join(f"{line}\n" for line in [*lines, _summary(report)])


def _line(finding: Finding, color: bool) -> str:
    place = f"{safe(finding.path)}:{finding.line}:{finding.column}:"
    level = f"{finding.level} {finding.code}"
    if finding.waived is not None:
        level = f"waived {finding.code}"
    tail = "" if finding.waived is None else f" (waived: {safe(finding.waived)})"
    if color:
        shade = "2" if finding.waived is not None else _COLORS[finding.level]
        place, level = f"\x1b[1m{place}\x1b[0m", f"\x1b[{shade}m{level}\x1b[0m"
    return f"{place} {level} {safe(finding.message)}{tail}"


def _summary(report: Report) -> str:
    counts = [
        f"{number} {level if number == 1 else level + 's'}"
        for level in Level
        if (number := report.count(level))
    ]
    if report.waived:
        counts.append(f"{report.waived} waived")
    noun = report.noun if report.checked == 1 else f"{report.noun}s"
    result = ", ".join(counts) or "nothing to complain about"
    text = f"{report.checked} {noun} checked: {result}"
    if counts and report.failed:
        text += "; `wakebook explain CODE` tells more"
    if not report.color:
        return text
    return f"\x1b[{'31' if report.failed else '32'}m{text}\x1b[0m"
