"""A verdict as JSON: the tree as it is."""

import json
from typing import Any

from wakebook.model.gate.verdict import Verdict
from wakebook.render.verdicts import summary


def render(verdict: Verdict, *, color: bool, width: int | None = None) -> str:
    """``{"passes", "summary", "verdict": {outcome, title, sentence, code, parts}}``."""
    del color, width
    told = {"passes": verdict.passes, "summary": summary(verdict), "verdict": told_of(verdict)}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def told_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict and its parts as plain values."""
    return {
        "outcome": str(verdict.outcome),
        "title": verdict.title,
        "sentence": verdict.sentence,
        "code": verdict.code,
        "parts": [told_of(part) for part in verdict.parts],
    }
