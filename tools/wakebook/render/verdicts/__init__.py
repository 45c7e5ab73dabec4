"""Verdicts as text for a terminal, as JSON, and as the Markdown of a comment: a module a format."""

from importlib import import_module

from wakebook.model.gate.verdict import Outcome, Verdict
from wakebook.render.safe import safe

FORMATS = ("text", "json", "markdown")
SIGNS = {
    Outcome.MET: "✓",
    Outcome.NOT_NEEDED: "-",
    Outcome.WAITING: "…",
    Outcome.UNKNOWN: "?",
    Outcome.REFUSED: "✗",
}
"""A sign for each outcome, for readers who see at a glance; the word stands beside it."""


def render(format_name: str, verdict: Verdict, *, color: bool = False) -> str:
    """The verdict in one of FORMATS."""
    module = import_module(f"wakebook.render.verdicts.{format_name}")
    rendered: str = module.render(verdict, color=color)
    return rendered


def summary(verdict: Verdict) -> str:
    """The verdict in one line, such as for a commit status (GitHub takes 140 characters)."""
    if verdict.outcome is Outcome.NOT_NEEDED:
        return "nobody is asked; it can be merged"
    if verdict.passes:
        return "every condition is met; it can be merged"
    unmet = verdict.unmet
    word = "condition" if len(unmet) == 1 else "conditions"
    first = f"{unmet[0].title}: {unmet[0].sentence}"
    told = safe(f"{len(unmet)} {word} unmet; {first}")
    return told if len(told) <= 140 else f"{told[:139]}…"
