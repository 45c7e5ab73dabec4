"""What a comment asks the gate for, as GitHub's event tells of it."""

from typing import Any, NamedTuple

from wakebook.flows.review.remark import Remark, remark
from wakebook.model.gate.facts import Account


class Asked(NamedTuple):
    """A comment that asks for something: its id, where it stands, who wrote it, what it says."""

    id: int
    number: int
    on_pull: bool
    by: Account
    url: str
    remark: Remark


def asked_by(told: dict[str, Any]) -> Asked | None:
    """What an event asks for; None for another event, an edited comment, a machine's, or prose."""
    comment, issue = told.get("comment"), told.get("issue")
    user = comment.get("user") if isinstance(comment, dict) else None
    if told.get("action") != "created" or not isinstance(user, dict) or not isinstance(issue, dict):
        return None
    assert isinstance(comment, dict)  # noqa: S101 - it has a user
    by = _account(user)
    found = remark(str(comment.get("body") or ""))
    number, name = issue.get("number"), comment.get("id")
    if by is None or found is None or not isinstance(number, int) or not isinstance(name, int):
        return None
    url = str(comment.get("html_url") or "")
    return Asked(name, number, "pull_request" in issue, by, url, found)


def _account(user: dict[str, Any]) -> Account | None:
    number, login = user.get("id"), str(user.get("login") or "")
    if not isinstance(number, int) or user.get("type") != "User" or login.endswith("[bot]"):
        return None
    return Account("github", str(number), login)
