"""Reminders and escalations as comments, and obligations as sentences."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from wakebook.model.obligation import Obligation
from wakebook.render.terminal.actions import spoken
from wakebook.render.verdicts.markdown import quiet


def standing(each: Obligation) -> str:
    """How an obligation stands, in a few words."""
    return "has no date" if each.late is None else _timed(each.late)


def stood(each: Obligation, at: datetime) -> str:
    """How it stood at a time before, such as when a step of it was told."""
    return "has no date" if each.owing.due is None else _timed(at - each.owing.due)


def _timed(late: timedelta) -> str:
    if timedelta() <= late < timedelta(minutes=1):
        return "due now"
    return f"{spoken(late)} late" if late >= timedelta() else f"due in {spoken(late)}"


def mark(key: str) -> str:
    """The line by which a comment of ours is known again."""
    return f"<!-- wakebook:told {key} -->"


def reminder(each: Obligation, logins: Sequence[str], who: str) -> str:
    """A comment for whoever owns it; ``who`` names them where no login is known."""
    if each.owing.owner is None:
        return f"This is {standing(each)}, and nobody owns it. Who does it?"
    return f"{_called(logins, who)}: this is {standing(each)}."


def escalation(each: Obligation, logins: Sequence[str], who: str, owner: str) -> str:
    """A comment for the owner's lead; ``who`` is empty where nobody leads them."""
    if not who:
        led = f"Nobody leads {quiet(owner)} by the catalog"
        return f"This is {standing(each)}. {led}: who can help?"
    whose = f"{quiet(owner)}'s" if each.owing.owner else "nobody's"
    return f"{_called(logins, who)}: this is {whose} and {standing(each)}. Can you help?"


def _called(logins: Sequence[str], who: str) -> str:
    return " ".join(f"@{login}" for login in logins) if logins else quiet(who)
