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


def render(
    format_name: str, verdict: Verdict, *, color: bool = False, width: int | None = None
) -> str:
    """The verdict in one of FORMATS; ``width`` are the columns of the terminal that shows it."""
    module = import_module(f"wakebook.render.verdicts.{format_name}")
    rendered: str = module.render(verdict, color=color, width=width)
    return rendered


def summary(verdict: Verdict) -> str:
    """The verdict in one line, such as for a commit status (GitHub takes 140 characters).

    Of the conditions that are not met it names the first that makes the whole what it is.
    """
    if verdict.outcome is Outcome.NOT_NEEDED:
        return "nobody is asked; it can be merged"
    if verdict.passes:
        return "every condition is met; it can be merged"
    unmet = verdict.unmet
    word = "condition" if len(unmet) == 1 else "conditions"
    worst = next(leaf for leaf in unmet if leaf.outcome is verdict.outcome)
    told = safe(f"{len(unmet)} {word} unmet; {worst.title}: {worst.sentence}")
    return told if len(told) <= 140 else f"{told[:139]}…"
