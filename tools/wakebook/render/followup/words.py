"""Reminders and escalations as comments, and obligations as sentences."""

from collections.abc import Sequence

from wakebook.model.obligation import Obligation
from wakebook.render.terminal.actions import spoken
from wakebook.render.verdicts.markdown import quiet


def standing(each: Obligation) -> str:
    """How an obligation stands, in a few words."""
    due = each.owing.due
    if due is None or each.late is None:
        return "has no date"
    if each.state in ("overdue", "stale"):
        return f"{spoken(each.late)} late"
    return f"due in {spoken(each.late)}"


def mark(key: str) -> str:
    """The line by which a comment of ours is known again."""
    return f"<!-- wakebook:told {key} -->"


def reminder(each: Obligation, logins: Sequence[str], who: str) -> str:
    """A comment for whoever owns it; ``who`` names them where no login is known."""
    if each.owing.owner is None:
        return f"This is {standing(each)}, and nobody owns it. Who does it?"
    return f"{_called(logins, who)}: this is {standing(each)}."


def escalation(each: Obligation, logins: Sequence[str], who: str, owner: str) -> str:
    """A comment for the owner's lead."""
    whose = f"{quiet(owner)}'s" if each.owing.owner else "nobody's"
    return f"{_called(logins, who)}: this is {whose} and {standing(each)}. Can you help?"


def _called(logins: Sequence[str], who: str) -> str:
    return " ".join(f"@{login}" for login in logins) if logins else quiet(who)
