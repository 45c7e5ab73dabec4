"""Decisions that another policy would have made: one line each, or JSON."""

import json
from collections.abc import Sequence
from typing import Any

from wakebook.model.gate.decision import Decision, Question
from wakebook.model.policy.approvals import PARTS, All, Any_, Approvals, AtLeast, Requirement
from wakebook.render.safe import safe
from wakebook.render.words import counted


def as_text(decisions: Sequence[Decision], judged: int) -> str:
    """One line for each decision that differs, then the counts."""
    lines = [_line(decision) for decision in decisions if decision.differs]
    changes = counted(judged, "decision")
    counts = f"{changes} looked at: {len(lines) or 'none'} would differ"
    return "".join(f"{safe(line)}\n" for line in [*lines, counts])


def as_json(decisions: Sequence[Decision], judged: int) -> str:
    """``{"judged": number, "differ": [...]}``; ``asked`` is null where there was no policy."""
    told = [_told(decision) for decision in decisions if decision.differs]
    return json.dumps({"judged": judged, "differ": told}, indent=2, ensure_ascii=True) + "\n"


def _line(decision: Decision) -> str:
    did = ", ".join(word.replace("_", " ") for word in decision.did)
    what = f"{decision.record} ({did})" if did else decision.record
    was = "there was no policy" if decision.asked is None else f"asked {_words(decision.asked)}"
    line = f"{decision.commit[:10]} {decision.at:%Y-%m-%d} {what}: {was}"
    line += f"; would ask {_words(decision.would_ask)}"
    if decision.outcome is not None:
        line += f"; was {decision.outcome}, would be {decision.would_be}"
    return line


def _words(questions: Sequence[Question]) -> str:
    told = [f"{required(question.require)} ({question.name})" for question in questions]
    return " and ".join(told) or "nobody"


def _told(decision: Decision) -> dict[str, Any]:
    return {
        "commit": decision.commit,
        "at": decision.at.isoformat().replace("+00:00", "Z"),
        "record": decision.record,
        "did": list(decision.did),
        "asked": None if decision.asked is None else [_question(q) for q in decision.asked],
        "would_ask": [_question(question) for question in decision.would_ask],
        "outcome": decision.outcome,
        "would_be": decision.would_be,
    }


def _question(question: Question) -> dict[str, Any]:
    require = question.require.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"name": question.name, "require": require}


def required(requirement: Requirement) -> str:
    """Who has to approve, in a few words."""
    match requirement:
        case Approvals():
            return _approvals(requirement)
        case All(all=parts):
            joint, lead = " and ", ""
        case Any_(any=parts):
            joint, lead = " or ", ""
        case AtLeast(at_least=needed, of=parts):
            joint, lead = ", ", f"at least {needed} of "
    return f"{lead}[{joint.join(required(part) for part in parts)}]"


def _approvals(demand: Approvals) -> str:
    words = f"{demand.approvals} of {', '.join(demand.from_)}"
    if set(demand.exclude) != set(PARTS):
        words += f" excluding {', '.join(demand.exclude) or 'nobody'}"
    if demand.fallback:
        words += f", else of {', '.join(demand.fallback)}"
    return words
