"""Findings as one JSON object with sorted findings and a summary."""

import json

from wakebook.model.finding import Finding
from wakebook.render.findings.report import Report


def render(report: Report) -> str:
    """``{"findings": [{code, level, path, line, column, message, url}], "summary": {...}}``."""
    findings = [_finding(finding, report) for finding in report.findings]
    return json.dumps({"findings": findings, "summary": report.summary}, indent=2) + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, object]:
    told: dict[str, object] = {
        "code": finding.code,
        "level": str(finding.level),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "url": report.url(finding.code),
    }
    return told if finding.waived is None else {**told, "waived": finding.waived}
