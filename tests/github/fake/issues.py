"""Issues of the fake: what people do to them, and the routes."""

from dataclasses import dataclass, field
from typing import Any

from tests.github.fake.github import FakeGitHub
from tests.github.fake.routes import (
    GHOST,
    REPO,
    Ask,
    Json,
    RefusedError,
    Reply,
    _pull,
    _user,
    route,
)
from tests.github.fake.state import Pull, User

_LONGEST_TITLE = 256


@dataclass(eq=False)
class Issue:
    """An issue; ``due`` is the day of its milestone."""

    number: int
    by: User | None
    title: str
    body: str
    labels: list[str] = field(default_factory=list)
    assignees: list[User] = field(default_factory=list)
    state: str = "open"
    reason: str | None = None
    due: str | None = None
    updated: str = ""

    def close(self, reason: str = "completed") -> None:
        """Close it, as a person does on its page."""
        self.state, self.reason = "closed", reason

    def reopen(self) -> None:
        """Open it again."""
        self.state, self.reason = "open", "reopened"


def comments_on(github: FakeGitHub, issue: Issue) -> list[str]:
    """What was said on an issue, oldest first."""
    return [comment.body for comment in github.comments if comment.pull == issue.number]


def _of_pull(ask: Ask, pull: Pull) -> Json:
    """A pull request as GitHub lists it among issues."""
    facts = _issue(ask, Issue(pull.number, pull.by or GHOST, pull.title, "", state=pull.state))
    where = f"{ask.github.home}/-/{pull.number}"
    links = dict.fromkeys(("url", "html_url", "diff_url", "patch_url"), where)
    return {**facts, "pull_request": links}


def _issue(ask: Ask, issue: Issue) -> Json:
    github = ask.github
    facts: dict[str, Any] = {
        "id": issue.number,
        "number": issue.number,
        "title": issue.title,
        "body": issue.body,
        "state": issue.state,
        "state_reason": issue.reason,
        "user": _user(ask, issue.by),
        "labels": [{"name": name, "color": "ededed", "default": False} for name in issue.labels],
        "assignees": [_user(ask, user) for user in issue.assignees],
        "html_url": f"https://github.com/{github.full_name}/issues/{issue.number}",
        "created_at": github.clock.written(),
        "updated_at": github.clock.written(),
        "closed_at": github.clock.written() if issue.state == "closed" else None,
        "milestone": None,
    }
    if issue.due:
        due = {"number": 1, "title": issue.due, "due_on": f"{issue.due}T07:00:00Z", "state": "open"}
        facts["milestone"] = ask.shapes.fill("nullable-milestone", due)
    return ask.shapes.fill("issue", facts)


def _named(ask: Ask) -> Issue:
    number = ask.named["issue_number"]
    found = ask.github.issues.get(int(number)) if number.isdigit() else None
    if found is None:
        raise RefusedError(404, "Not Found")
    return found


@route(f"GET {REPO}/issues")
def issues(ask: Ask) -> Reply:
    query = ask.query
    state, wanted = (
        query.get("state", "open"),
        set(filter(None, query.get("labels", "").split(","))),
    )
    found = [
        _issue(ask, i)
        for i in ask.github.issues.values()
        if state in ("all", i.state) and wanted <= set(i.labels)
    ]
    pulls = [p for p in ask.github.pulls.values() if state in ("all", p.state) and not wanted]
    rows = sorted([*found, *(_of_pull(ask, p) for p in pulls)], key=lambda row: row["number"])
    return Reply(rows if query.get("direction", "desc") == "asc" else rows[::-1])


@route(f"GET {REPO}/issues/{{issue_number}}")
def issue(ask: Ask) -> Reply:
    return Reply(_issue(ask, _named(ask)))


def _assignees(ask: Ask) -> list[User]:
    """Those who may be assigned; GitHub refuses a login that nobody has."""
    logins = ask.body.get("assignees") or []
    for login in logins:
        if login not in ask.github.users:
            raise RefusedError(422, "Validation Failed: assignees is invalid")
    return [ask.github.users[login] for login in logins if login not in ask.github.strangers]


def _title(ask: Ask) -> str:
    title = str(ask.body.get("title") or "")
    if not title.strip() or len(title) > _LONGEST_TITLE:
        raise RefusedError(422, "Validation Failed: title is empty or too long")
    return title


@route(f"POST {REPO}/issues")
def create_issue(ask: Ask) -> Reply:
    by, github = ask.writer(), ask.github
    title, assignees = _title(ask), _assignees(ask)
    number = github.next_number()
    body, labels = str(ask.body.get("body") or ""), list(ask.body.get("labels", []))
    made = Issue(number, by, title, body, labels, assignees)
    github.issues[number] = made
    return Reply(_issue(ask, made), 201, f"issue {number} opened")


@route(f"PATCH {REPO}/issues/{{issue_number}}")
def update_issue(ask: Ask) -> Reply:
    ask.writer()
    found, body = _named(ask), ask.body
    if "title" in body:
        found.title = _title(ask)
    if "body" in body:
        found.body = str(body["body"] or "")
    if "labels" in body:
        found.labels = list(body["labels"])
    if "assignees" in body:
        found.assignees = _assignees(ask)
    if "state" in body:
        found.state = body["state"]
        closed = body.get("state_reason") or "completed"
        found.reason = closed if found.state == "closed" else "reopened"
    return Reply(_issue(ask, found), effect=f"issue {found.number} updated")


@route(f"POST {REPO}/pulls")
def create_pull(ask: Ask) -> Reply:
    by, github = ask.writer(), ask.github
    head, base = str(ask.body["head"]), str(ask.body["base"])
    if github.git.at(github.ref(head)) is None:
        raise RefusedError(422, "Validation Failed: head is invalid")
    made = github.pull(head, by=by, base=base)
    made.title = str(ask.body.get("title") or head)
    return Reply(_pull(ask, made), 201, f"pull request {made.number} opened")
