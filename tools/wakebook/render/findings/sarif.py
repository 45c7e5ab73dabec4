"""Findings as SARIF 2.1.0 (OASIS), for code scanning and editors."""

import json
import os
from typing import Any
from urllib.parse import quote

from wakebook import __version__
from wakebook.model.finding import Finding
from wakebook.render.findings.report import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """One run with the rules that were broken and a result for each finding."""
    codes = sorted({finding.code for finding in report.findings})
    driver = {
        "name": "wakebook",
        "semanticVersion": __version__,
        "informationUri": "https://github.com/wakebook/wakebook",
        "rules": [_rule(code, report) for code in codes],
    }
    results = [_result(finding, codes.index(finding.code)) for finding in report.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, report: Report) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": report.title(code)},
        "helpUri": report.url(code),
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(os.fsencode(finding.path))},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": str(finding.level),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }
    if finding.waived is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    return result
