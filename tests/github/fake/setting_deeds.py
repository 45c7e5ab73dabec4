"""The routes of the fake that change how the repository is set up, for an administrator's token."""

from typing import Any

from tests.github.fake.routes import REPO, UPGRADE, Ask, RefusedError, Reply, repository, route
from tests.github.fake.setting_routes import environment, environment_of, seen
from tests.github.fake.setup import Environment

_HOME = REPO + "/environments/{environment_name}"
_KEY = "hBT5WZEj8ZoOv6TYJsfWq7MxTEQopZO5/IT3ZCVQPzs="
"""The public key that GitHub's documentation shows; nobody has the other half."""


@route(f"PATCH {REPO}")
def change_repository(ask: Ask) -> Reply:
    setup, asked = seen(ask), ask.body
    setup.merge_commit = asked.get("allow_merge_commit", setup.merge_commit)
    setup.squash = asked.get("allow_squash_merge", setup.squash)
    setup.rebase = asked.get("allow_rebase_merge", setup.rebase)
    setup.auto_merge = asked.get("allow_auto_merge", setup.auto_merge)
    return Reply(repository(ask).body, effect="repository set")


@route(f"PUT {REPO}/actions/permissions")
def change_actions(ask: Ask) -> Reply:
    setup = seen(ask)
    setup.actions = ask.body.get("allowed_actions", "all")
    setup.pinned = ask.body.get("sha_pinning_required", False)
    return Reply(None, 204, "Actions set")


@route(f"PUT {REPO}/actions/permissions/workflow")
def change_workflow_token(ask: Ask) -> Reply:
    setup, asked = seen(ask), ask.body
    setup.workflows = asked.get("default_workflow_permissions", setup.workflows)
    setup.approves = asked.get("can_approve_pull_request_reviews", setup.approves)
    return Reply(None, 204, "token of workflows set")


@route(f"PUT {_HOME}")
def make_environment(ask: Ask) -> Reply:
    policy: dict[str, Any] = ask.body.get("deployment_branch_policy") or {}
    kept = {"branches": []} if policy.get("custom_branch_policies") else {}
    made = Environment(protected_alone=policy.get("protected_branches", False), **kept)
    seen(ask).environments[ask.named["environment_name"]] = made
    return Reply(environment(ask).body, effect="environment made")


@route(f"POST {_HOME}/deployment-branch-policies")
def add_environment_branch(ask: Ask) -> Reply:
    where = environment_of(ask)
    if where.branches is None:
        raise RefusedError(404, "Not Found")
    where.branches.append(ask.body["name"])
    facts = {"name": ask.body["name"], "type": "branch"}
    return Reply(ask.shapes.fill("deployment-branch-policy", facts), effect="branch let in")


@route(f"GET {_HOME}/secrets/public-key")
def key_for_secrets(ask: Ask) -> Reply:
    environment_of(ask)
    return Reply(ask.shapes.fill("actions-public-key", {"key_id": "1", "key": _KEY}))


@route(f"PUT {_HOME}/secrets/{{secret_name}}")
def keep_secret(ask: Ask) -> Reply:
    environment_of(ask).secrets.add(ask.named["secret_name"])
    return Reply({}, 201, "secret kept")


@route(f"POST {_HOME}/variables")
def keep_variable(ask: Ask) -> Reply:
    environment_of(ask).variables[ask.body["name"]] = ask.body["value"]
    return Reply({}, 201, "variable kept")


@route(f"POST {REPO}/rulesets")
def import_ruleset(ask: Ask) -> Reply:
    if not seen(ask).plan:
        raise RefusedError(403, UPGRADE)
    github = ask.github
    source = {"id": github.new_id(), "source": github.full_name, "source_type": "Repository"}
    github.rulesets.append(ask.body | source)
    return Reply(ask.shapes.fill("repository-ruleset", ask.body | source), 201, "ruleset made")
