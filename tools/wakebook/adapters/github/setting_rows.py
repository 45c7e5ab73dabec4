"""GitHub's answers about how a repository is set up: rulesets, environments, protections."""

from typing import Any, Literal

from wakebook.adapters.github.rows import RepositoryRow, Row, UserRow


class Rule(Row):
    """One rule that holds on branches, with its settings."""

    type: str
    parameters: dict[str, Any] | None = None
    ruleset_source: str | None = None


class Bypass(Row):
    """Who is exempt from a ruleset."""

    actor_id: int | None = None
    actor_type: str
    bypass_mode: str | None = None


class ListedRulesetRow(Row):
    """A ruleset in a list."""

    id: int


class RulesetRow(Row):
    """A ruleset; ``bypass_actors`` is None where the token may not see them."""

    id: int
    name: str
    target: str | None = None
    source_type: str | None = None
    enforcement: Literal["disabled", "active", "evaluate"]
    conditions: dict[str, Any] | None = None
    rules: tuple[Rule, ...] = ()
    bypass_actors: tuple[Bypass, ...] | None = None


class CodeownersError(Row):
    """A mistake in CODEOWNERS that makes GitHub pass over a line."""

    path: str
    line: int
    kind: str
    message: str


class CodeownersRow(Row):
    """All mistakes in CODEOWNERS."""

    errors: tuple[CodeownersError, ...]


class RightsRow(Row):
    """What the account of a token may do in a repository."""

    admin: bool


class SettingsRow(RepositoryRow):
    """A repository with what only those see who may change it."""

    html_url: str
    owner: UserRow
    permissions: RightsRow | None = None
    allow_merge_commit: bool | None = None
    allow_squash_merge: bool | None = None
    allow_rebase_merge: bool | None = None
    allow_auto_merge: bool | None = None


class EnvironmentRuleRow(Row):
    """What holds a job up before it gets into an environment; ``wait_timer`` is in minutes."""

    wait_timer: int | None = None
    reviewers: tuple[dict[str, Any], ...] = ()


class DeploymentRow(Row):
    """Which branches get into an environment: the protected ones, or those of a list."""

    protected_branches: bool


class EnvironmentRow(Row):
    """An environment; ``can_admins_bypass`` is told, though GitHub's description has no word."""

    protection_rules: tuple[EnvironmentRuleRow, ...] = ()
    deployment_branch_policy: DeploymentRow | None = None
    can_admins_bypass: bool | None = None


class BranchPolicyRow(Row):
    """A pattern of branches or tags that get into an environment."""

    name: str
    type: str = "branch"

    @property
    def shown(self) -> str:
        """The pattern; that of tags says so."""
        return self.name if self.type == "branch" else f"{self.type} {self.name}"


class BranchPoliciesRow(Row):
    """A page of patterns."""

    branch_policies: tuple[BranchPolicyRow, ...]


class SecretRow(Row):
    """A secret, which has a name and no more for anybody."""

    name: str


class SecretsRow(Row):
    """A page of secrets."""

    secrets: tuple[SecretRow, ...]


class VariableRow(Row):
    """A variable of workflows."""

    name: str
    value: str


class VariablesRow(Row):
    """A page of variables."""

    variables: tuple[VariableRow, ...]


class ActionsRow(Row):
    """What workflows may use."""

    sha_pinning_required: bool | None = None


class WorkflowTokenRow(Row):
    """What the token of workflows may do, unless they say otherwise."""

    default_workflow_permissions: str
    can_approve_pull_request_reviews: bool


class PagesRow(Row):
    """How the site of a repository is built."""

    build_type: str | None = None


class HookRow(Row):
    """Whom the webhook of an App calls."""

    url: str | None = None


class RequiredReviewsRow(Row):
    """The approvals that a branch protection asks for."""

    required_approving_review_count: int = 0
    require_code_owner_reviews: bool = False


class RequiredChecksRow(Row):
    """The status checks that a branch protection asks for."""

    contexts: tuple[str, ...]
    strict: bool = False


class SwitchRow(Row):
    """Something that is on or off."""

    enabled: bool = False


class ProtectionRow(Row):
    """A branch protection."""

    required_pull_request_reviews: RequiredReviewsRow | None = None
    required_status_checks: RequiredChecksRow | None = None
    required_linear_history: SwitchRow | None = None
