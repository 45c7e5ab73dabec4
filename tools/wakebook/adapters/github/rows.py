"""GitHub's answers as far as they are used, by GitHub's names; other keys are passed over."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from wakebook.model.gate.facts import Account


class Row(BaseModel):
    """A frozen value of an answer; no type is converted."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", strict=True, defer_build=True, hide_input_in_errors=True
    )


class UserRow(Row):
    """An account."""

    id: int
    login: str
    type: str

    @property
    def account(self) -> Account:
        """The account as the gate knows it; apps and everything else but people are bots."""
        bot = self.type != "User" or self.login.endswith("[bot]")
        return Account("github", str(self.id), self.login, bot)


class RepositoryRow(Row):
    """A repository."""

    full_name: str
    default_branch: str


class EndRow(Row):
    """The head or the base of a pull request; a deleted fork has no repository."""

    ref: str
    sha: str
    repo: RepositoryRow | None


class ListedPullRow(Row):
    """A pull request in a list."""

    number: int
    draft: bool = False
    head: EndRow
    base: EndRow


class PullRow(ListedPullRow):
    """A pull request asked for by its number; ``commits`` counts all of them."""

    user: UserRow | None
    state: str
    merged: bool
    merge_commit_sha: str | None
    commits: int


class ObjectRow(Row):
    """What a reference points at."""

    sha: str


class RefRow(Row):
    """A branch or tag."""

    object: ObjectRow


class SignatureRow(Row):
    """Who a commit says that made it."""

    name: str = ""
    email: str = ""


class VerificationRow(Row):
    """Whether GitHub holds a commit's signature for good."""

    verified: bool


class CommitBodyRow(Row):
    """A commit as git tells it."""

    author: SignatureRow | None
    committer: SignatureRow | None
    message: str
    verification: VerificationRow | None = None


class EmptyRow(Row):
    """GitHub writes ``{}`` in place of an account now and then."""

    model_config = ConfigDict(extra="forbid")


class CommitRow(Row):
    """A commit with the accounts that GitHub takes its e-mail addresses for."""

    sha: str
    commit: CommitBodyRow
    author: UserRow | EmptyRow | None
    committer: UserRow | EmptyRow | None


class ReviewRow(Row):
    """A review; one that was not handed in yet has no time."""

    id: int
    user: UserRow | None
    state: str
    commit_id: str | None = None
    submitted_at: datetime | None = None


class ActivityRow(Row):
    """A push to a branch; what was not there before or afterwards is written in zeros."""

    before: str
    after: str
    activity_type: str
    actor: UserRow | None


class StatusRow(Row):
    """A commit status."""

    context: str
    state: str
    description: str | None
    target_url: str | None
    creator: UserRow | None


class CommentRow(Row):
    """A comment on a pull request or issue."""

    id: int
    body: str = ""
    user: UserRow | None
    html_url: str
    created_at: datetime
    updated_at: datetime

    @property
    def edited(self) -> bool:
        """Whether it says something else than it did at first."""
        return self.updated_at != self.created_at


class MergedRow(Row):
    """What came of a merge."""

    sha: str
    merged: bool


class AppRow(Row):
    """A GitHub App."""

    id: int
    slug: str
    installations_count: int | None = None


class InstallationRow(Row):
    """Where an App is installed, and what it may do there."""

    id: int
    permissions: dict[str, str]
    events: tuple[str, ...] = ()
    repository_selection: str
    suspended_at: datetime | None = None


class TokenRow(Row):
    """A token of an App's installation."""

    token: str
    expires_at: datetime


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
