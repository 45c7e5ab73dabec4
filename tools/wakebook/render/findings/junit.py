"""Findings as a JUnit report: one test case a finding, for CI systems that show nothing else."""

from xml.etree import ElementTree as ET

from wakebook.model.finding import Finding
from wakebook.render.findings.report import Report
from wakebook.render.safe import safe


def render(report: Report) -> str:
    """A ``testsuites`` document; a run without findings holds one case that passed."""
    failures = str(sum(f.waived is None for f in report.findings))
    tests = str(max(len(report.findings), 1))
    facts = {"name": "wakebook check", "tests": tests, "failures": failures}
    root = ET.Element("testsuites", facts)
    suite = ET.SubElement(root, "testsuite", {**facts, "skipped": str(report.waived)})
    for finding in report.findings:
        _case(suite, finding)
    if not report.findings:
        ET.SubElement(suite, "testcase", {"classname": "wakebook", "name": "check"})
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, finding: Finding) -> None:
    place = f"{safe(finding.path)}:{finding.line}:{finding.column}"
    case = ET.SubElement(suite, "testcase", {"classname": finding.code, "name": place})
    if finding.waived is not None:
        ET.SubElement(case, "skipped", {"message": safe(finding.waived)})
        return
    facts = {"message": safe(finding.message), "type": str(finding.level)}
    ET.SubElement(case, "failure", facts).text = f"{place}: {safe(finding.message)}"
