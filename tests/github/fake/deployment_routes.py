"""The routes of the fake that tell what was deployed."""

from dataclasses import dataclass, field
from typing import Any

from tests.github.fake.routes import REPO, Ask, RefusedError, Reply, route


@dataclass(eq=False)
class Deployment:
    """A deployment of a commit, and the states that it went through: state and time."""

    id: int
    sha: str
    at: str
    ref: str = "main"
    environment: str = "production"
    description: str | None = None
    states: list[tuple[str, str]] = field(default_factory=list)


def _whole(ask: Ask, each: Deployment) -> dict[str, Any]:
    facts = {
        "id": each.id,
        "sha": each.sha,
        "ref": each.ref,
        "task": "deploy",
        "environment": each.environment,
        "description": each.description,
        "creator": None,
        "payload": {},
        "created_at": each.at,
        "updated_at": each.at,
    }
    return dict(ask.shapes.fill("deployment", facts))


@route(f"GET {REPO}/deployments")
def deployments(ask: Ask) -> Reply:
    """The newest first, as GitHub lists them."""
    rows = sorted(ask.github.deployments, key=lambda each: (each.at, each.id), reverse=True)
    return Reply([_whole(ask, each) for each in rows])


@route(f"GET {REPO}/deployments/{{deployment_id}}/statuses")
def deployment_statuses(ask: Ask) -> Reply:
    """The newest first."""
    wanted = ask.named["deployment_id"]
    found = [each for each in ask.github.deployments if str(each.id) == wanted]
    if not found:
        raise RefusedError(404, "Not Found")
    rows = [
        {"id": n, "state": state, "creator": None, "created_at": at, "updated_at": at}
        for n, (state, at) in enumerate(found[0].states, 1)
    ]
    return Reply([ask.shapes.fill("deployment-status", row) for row in reversed(rows)])
