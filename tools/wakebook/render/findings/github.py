"""Findings as GitHub workflow commands, which become annotations on a pull request.

Source: GitHub's documentation of workflow commands; percent escapes as its toolkit writes them.
"""

from wakebook.model.finding import Finding
from wakebook.render.findings.report import Report
from wakebook.render.findings.text import render as render_text
from wakebook.render.safe import safe

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    """One command for each finding that no waiver covers, then the counts as plain text."""
    commands = [_command(f, report) for f in report.findings if f.waived is None]
    counts = render_text(report._replace(findings=(), color=False)) if not commands else ""
    return "".join(f"{command}\n" for command in commands) + counts


def _command(finding: Finding, report: Report) -> str:
    command = _COMMANDS[finding.level]
    facts = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code}: {report.title(finding.code)}",
    }
    listed = ",".join(f"{key}={_property(value)}" for key, value in facts.items())
    message = f"{finding.message} ({report.url(finding.code)})"
    return f"::{command} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
