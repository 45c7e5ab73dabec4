"""Findings as text, JSON, GitHub annotations, SARIF and JUnit: one module a format."""

from importlib import import_module

from wakebook.render.findings.report import Report

FORMATS = ("text", "json", "github", "sarif", "junit")


def render(format_name: str, report: Report) -> str:
    """The report in one of FORMATS."""
    module = import_module(f"wakebook.render.findings.{format_name}")
    rendered: str = module.render(report)
    return rendered
