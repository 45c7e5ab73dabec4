"""Payloads of events, in the shape that GitHub publishes (Webhook events and payloads)."""

from typing import Any

REPOSITORY = {
    "id": 186853002,
    "name": "records",
    "full_name": "shop/records",
    "private": False,
    "owner": {"login": "shop", "id": 21031067, "type": "Organization"},
    "html_url": "https://github.com/shop/records",
    "default_branch": "main",
}
ANA = {"login": "ana", "id": 583231, "type": "User"}


def pull(base: str = "", head: str = "", title: str = "Close the incident") -> dict[str, Any]:
    """A pull request as it stands in several events."""
    return {
        "id": 279147437,
        "number": 7,
        "state": "open",
        "draft": False,
        "title": title,
        "body": None,
        "user": ANA,
        "head": {"label": "ana:close", "ref": "close", "sha": head, "repo": {"fork": True}},
        "base": {"label": "shop:main", "ref": "main", "sha": base, "repo": REPOSITORY},
    }


def pull_request(action: str = "opened", **facts: Any) -> dict[str, Any]:
    """`pull_request` and `pull_request_target`."""
    common = {"repository": REPOSITORY, "sender": ANA}
    return {"action": action, "number": 7, "pull_request": pull(**facts), **common}


def pull_request_review(state: str = "approved", **facts: Any) -> dict[str, Any]:
    """A review that was handed in."""
    pulled = pull(**facts)
    review = {"id": 237895671, "user": ANA, "state": state, "commit_id": pulled["head"]["sha"]}
    common = {"repository": REPOSITORY, "sender": ANA}
    return {"action": "submitted", "review": review, "pull_request": pulled, **common}


def workflow_run(
    head: str = "", name: str = "review", event: str = "pull_request_review"
) -> dict[str, Any]:
    """The end of another workflow; `pull_requests` is empty for a fork."""
    run = {
        "id": 289782451,
        "name": name,
        "event": event,
        "status": "completed",
        "conclusion": "success",
        "head_branch": "close",
        "head_sha": head,
        "pull_requests": [],
    }
    return {"action": "completed", "workflow_run": run, "repository": REPOSITORY, "sender": ANA}


def issue_comment(body: str, on_a_pull: bool = True) -> dict[str, Any]:
    """A comment on an issue, or on a pull request, which is an issue to this event."""
    issue: dict[str, Any] = {"id": 444500041, "number": 7, "title": "Close", "user": ANA}
    if on_a_pull:
        issue["pull_request"] = {"url": "https://api.github.com/repos/shop/records/pulls/7"}
    comment = {"id": 492700400, "user": ANA, "author_association": "NONE", "body": body}
    common = {"repository": REPOSITORY, "sender": ANA}
    return {"action": "created", "issue": issue, "comment": comment, **common}


def push(before: str, after: str) -> dict[str, Any]:
    """A push to the default branch."""
    common = {"repository": REPOSITORY, "sender": ANA, "commits": []}
    return {"ref": "refs/heads/main", "before": before, "after": after, "forced": False, **common}


def schedule() -> dict[str, Any]:
    """The clock; what GitHub sends with it is its cron line alone."""
    return {"schedule": "7,27,47 * * * *"}


def workflow_dispatch() -> dict[str, Any]:
    """Somebody pressed the button."""
    return {"inputs": None, "ref": "refs/heads/main", "repository": REPOSITORY, "sender": ANA}
