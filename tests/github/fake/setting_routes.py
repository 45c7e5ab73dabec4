"""The routes of the fake that tell how the repository is set up, to whoever may see it."""

from collections.abc import Iterable
from typing import Any

from tests.github.fake.routes import REPO, UPGRADE, Ask, RefusedError, Reply, own_app_of, route
from tests.github.fake.setup import Environment, Setup

_HOME = REPO + "/environments/{environment_name}"


def seen(ask: Ask) -> Setup:
    """The settings, for a token that may see and change them."""
    assert ask.token
    if not ask.token.admin:
        raise RefusedError(403, "Resource not accessible by personal access token")
    setup: Setup = ask.github.setup
    return setup


def environment_of(ask: Ask) -> Environment:
    """The environment that the address names."""
    found = seen(ask).environments.get(ask.named["environment_name"])
    if found is None:
        raise RefusedError(404, "Not Found")
    return found


def _listed(ask: Ask, key: str, shape: str, rows: Iterable[dict[str, Any]]) -> Reply:
    """A page of a list that is told with its length."""
    filled = [ask.shapes.fill(shape, row) for row in rows]
    return Reply({"total_count": len(filled), key: filled})


def _secrets(ask: Ask, names: Iterable[str]) -> Reply:
    return _listed(ask, "secrets", "actions-secret", ({"name": name} for name in sorted(names)))


def _variables(ask: Ask, known: dict[str, str]) -> Reply:
    rows = ({"name": name, "value": value} for name, value in known.items())
    return _listed(ask, "variables", "actions-variable", rows)


@route("GET /app/hook/config")
def hook(ask: Ask) -> Reply:
    return Reply({"url": own_app_of(ask).hook} if own_app_of(ask).hook else {})


@route(f"GET {_HOME}")
def environment(ask: Ask) -> Reply:
    found = environment_of(ask)
    rules: list[dict[str, Any]] = []
    if found.wait:
        rules.append({"id": 1, "node_id": "", "type": "wait_timer", "wait_timer": found.wait})
    if found.reviewers:
        who = [
            {"type": "User", "reviewer": ask.shapes.fill("simple-user", {"login": name, "id": 1})}
            for name in found.reviewers
        ]
        rules.append({"id": 2, "node_id": "", "type": "required_reviewers", "reviewers": who})
    custom = found.branches is not None
    policy = {"protected_branches": found.protected_alone, "custom_branch_policies": custom}
    facts = {
        "name": ask.named["environment_name"],
        "protection_rules": rules,
        "deployment_branch_policy": policy if custom or found.protected_alone else None,
        "can_admins_bypass": found.bypass,
    }
    return Reply(ask.shapes.fill("environment", facts))


@route(f"GET {_HOME}/deployment-branch-policies")
def environment_branches(ask: Ask) -> Reply:
    rows = ({"name": name, "type": "branch"} for name in environment_of(ask).branches or ())
    return _listed(ask, "branch_policies", "deployment-branch-policy", rows)


@route(f"GET {_HOME}/secrets")
def environment_secrets(ask: Ask) -> Reply:
    return _secrets(ask, environment_of(ask).secrets)


@route(f"GET {_HOME}/variables")
def environment_variables(ask: Ask) -> Reply:
    return _variables(ask, environment_of(ask).variables)


@route(f"GET {REPO}/actions/secrets")
def secrets(ask: Ask) -> Reply:
    return _secrets(ask, seen(ask).secrets)


@route(f"GET {REPO}/actions/organization-secrets")
def organization_secrets(ask: Ask) -> Reply:
    return _secrets(ask, seen(ask).organization_secrets)


@route(f"GET {REPO}/actions/variables")
def variables(ask: Ask) -> Reply:
    return _variables(ask, seen(ask).variables)


@route(f"GET {REPO}/actions/permissions")
def actions(ask: Ask) -> Reply:
    setup = seen(ask)
    facts = {
        "enabled": True,
        "allowed_actions": setup.actions,
        "sha_pinning_required": setup.pinned,
    }
    return Reply(facts)


@route(f"GET {REPO}/actions/permissions/workflow")
def workflow_token(ask: Ask) -> Reply:
    setup = seen(ask)
    facts = {
        "default_workflow_permissions": setup.workflows,
        "can_approve_pull_request_reviews": setup.approves,
    }
    return Reply(facts)


@route(f"GET {REPO}/pages")
def pages(ask: Ask) -> Reply:
    built = seen(ask).pages
    if built is None:
        raise RefusedError(404, "Not Found")
    return Reply(ask.shapes.fill("page", {"build_type": built}))


@route(f"GET {REPO}/branches/{{branch}}/protection")
def protection(ask: Ask) -> Reply:
    setup = seen(ask)
    if not setup.plan:
        raise RefusedError(403, UPGRADE)
    if setup.protection is None:
        raise RefusedError(404, "Branch not protected")
    return Reply(ask.shapes.fill("branch-protection", setup.protection))
