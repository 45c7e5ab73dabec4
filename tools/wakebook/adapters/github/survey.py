"""How a repository is set up, as far as a token may see it; what it may not see is None."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from wakebook.adapters.github.errors import RefusedError
from wakebook.adapters.github.rows import RefRow
from wakebook.adapters.github.setting_rows import (
    ActionsRow,
    BranchPoliciesRow,
    Bypass,
    CodeownersRow,
    EnvironmentRow,
    ListedRulesetRow,
    PagesRow,
    ProtectionRow,
    Rule,
    RulesetRow,
    SecretsRow,
    SettingsRow,
    VariablesRow,
    WorkflowTokenRow,
)
from wakebook.adapters.github.wire import Wire
from wakebook.model.gate.host import BranchRule, Environment, HostSettings, InstalledApp, Ruleset
from wakebook.records.evidence import SHORT

T = TypeVar("T")
U = TypeVar("U")
_UPGRADE = "upgrade to github"
"""What GitHub says where a plan has no rulesets."""


class Survey:
    """Reads the settings of a repository once; ``app`` is what is known of the gate's App."""

    def __init__(
        self, wire: Wire, repository: str, environment: str, app: InstalledApp | None
    ) -> None:
        self._wire, self._repository, self._app = wire, repository, app
        self._home, self._environment = f"repos/{repository}", environment
        self._plan_lacks_rulesets = self._may_see_all = False

    def settings(self) -> HostSettings:
        """Everything that could be learned; raises HostError where the host does not answer."""
        row = self._wire.get(self._home).read(SettingsRow)
        branch = row.default_branch
        self._may_see_all = row.permissions is not None and row.permissions.admin
        actions = self._seen("actions/permissions", ActionsRow)
        token = self._seen("actions/permissions/workflow", WorkflowTokenRow)
        return HostSettings(
            repository=self._repository,
            branch=branch,
            site=row.html_url.removesuffix(f"/{row.full_name}"),
            organisation=row.owner.type == "Organization",
            app=self._app,
            merge_commits=row.allow_merge_commit,
            squash=row.allow_squash_merge,
            rebase=row.allow_rebase_merge,
            auto_merge=row.allow_auto_merge,
            environment=self._read_environment(),
            shared_secrets=self._shared_secrets(),
            variables=self._variables("actions/variables"),
            token_permissions=token.default_workflow_permissions if token else None,
            actions_approve=token.can_approve_pull_request_reviews if token else None,
            pinned=actions.sha_pinning_required if actions else None,
            rulesets=self._rulesets(),
            branch_rules=self._branch_rules(branch),
            protection=self._protection(branch),
            plan_lacks_rulesets=self._plan_lacks_rulesets,
            pages=self._pages(),
            evidence=self._has_evidence(),
            codeowners=self._codeowners(branch),
        )

    def _get(self, path: str, kind: type[T]) -> T:
        return self._wire.get(f"{self._home}/{path}").read(kind)

    def _or(self, absent: U, ask: Callable[[], T]) -> T | U | None:
        """An answer, what stands for a thing that is not there, or None for what is not shown.

        GitHub says "not found" as well of what only an administrator may see.
        """
        try:
            return ask()
        except RefusedError as error:
            if error.status == 404:
                return absent if self._may_see_all else None
            if error.status != 403:
                raise
            self._plan_lacks_rulesets |= _UPGRADE in str(error).casefold()
            return None

    def _seen(self, path: str, kind: type[T]) -> T | None:
        return self._or(None, lambda: self._get(path, kind))

    def _listed(self, path: str, kind: type[T]) -> Iterator[T]:
        """The pages of a list, asked for when they are wanted."""
        return (page.read(kind) for page in self._wire.pages(f"{self._home}/{path}"))

    def _read_environment(self) -> Environment | Literal["absent"] | None:
        home = f"environments/{quote(self._environment, safe='')}"
        row = self._or("absent", lambda: self._get(home, EnvironmentRow))
        if not isinstance(row, EnvironmentRow):
            return "absent" if row == "absent" else None
        waits = (rule.wait_timer or 0 for rule in row.protection_rules)
        return Environment(
            branches=self._branches(home, row),
            reviewers=any(rule.reviewers for rule in row.protection_rules),
            wait=max(waits, default=0),
            bypass=row.can_admins_bypass,
            secrets=self._secrets(f"{home}/secrets"),
            variables=self._variables(f"{home}/variables"),
        )

    def _branches(self, home: str, row: EnvironmentRow) -> tuple[str, ...] | None:
        policy = row.deployment_branch_policy
        if policy is None:
            return ("*",)
        if policy.protected_branches:
            return ("protected branches",)
        pages = self._listed(f"{home}/deployment-branch-policies", BranchPoliciesRow)
        return self._or(
            None, lambda: tuple(b.shown for page in pages for b in page.branch_policies)
        )

    def _secrets(self, path: str) -> frozenset[str] | None:
        pages = self._listed(path, SecretsRow)
        return self._or(
            frozenset(), lambda: frozenset(s.name for page in pages for s in page.secrets)
        )

    def _shared_secrets(self) -> frozenset[str] | None:
        own = self._secrets("actions/secrets")
        inherited = self._secrets("actions/organization-secrets")
        return None if own is None or inherited is None else own | inherited

    def _variables(self, path: str) -> dict[str, str] | None:
        pages = self._listed(path, VariablesRow)
        return self._or(None, lambda: {v.name: v.value for page in pages for v in page.variables})

    def _rulesets(self) -> tuple[Ruleset, ...] | None:
        home = f"{self._home}/rulesets"

        def read() -> tuple[Ruleset, ...]:
            listed = self._wire.everything(home, ListedRulesetRow)
            rows = (self._wire.get(f"{home}/{row.id}").read(RulesetRow) for row in listed)
            return tuple(_ruleset(row) for row in rows if row.target in (None, "branch"))

        return self._or(None, read)

    def _branch_rules(self, branch: str) -> tuple[BranchRule, ...] | None:
        path = f"{self._home}/rules/branches/{quote(branch)}"

        def read() -> tuple[BranchRule, ...]:
            return tuple(_rule(row) for row in self._wire.everything(path, Rule))

        return self._or(None, read)

    def _protection(self, branch: str) -> tuple[BranchRule, ...] | None:
        path = f"branches/{quote(branch, safe='')}/protection"
        row = self._or((), lambda: self._get(path, ProtectionRow))
        return tuple(_protected(row)) if isinstance(row, ProtectionRow) else row

    def _pages(self) -> str | None:
        row = self._or("", lambda: self._get("pages", PagesRow))
        return (row.build_type or "legacy") if isinstance(row, PagesRow) else row

    def _has_evidence(self) -> bool | None:
        return self._or(False, lambda: bool(self._get(f"git/ref/heads/{SHORT}", RefRow)))

    def _codeowners(self, branch: str) -> tuple[str, ...] | None:
        def read() -> tuple[str, ...]:
            row = self._wire.get(f"{self._home}/codeowners/errors", ref=branch).read(CodeownersRow)
            return tuple(f"{each.path}, line {each.line}: {each.kind}" for each in row.errors)

        return self._or((), read)


def _rule(row: Rule) -> BranchRule:
    return BranchRule(row.type, row.parameters or {}, f"a ruleset of {row.ruleset_source}")


def _ruleset(row: RulesetRow) -> Ruleset:
    names: dict[str, Any] = (row.conditions or {}).get("ref_name") or {}
    return Ruleset(
        name=row.name,
        active=row.enforcement == "active",
        include=_texts(names.get("include")),
        exclude=_texts(names.get("exclude")),
        rules={rule.type: rule.parameters or {} for rule in row.rules},
        bypass=None
        if row.bypass_actors is None
        else tuple((_kind(actor), actor.actor_id) for actor in row.bypass_actors),
    )


def _texts(listed: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(item) for item in listed or ())


def _protected(row: ProtectionRow) -> Iterator[BranchRule]:
    """A branch protection in the words of rulesets."""
    source = "a branch protection"
    if reviews := row.required_pull_request_reviews:
        count = {
            "required_approving_review_count": reviews.required_approving_review_count,
            "require_code_owner_review": reviews.require_code_owner_reviews,
        }
        yield BranchRule("pull_request", count, source)
    if checks := row.required_status_checks:
        required = {
            "required_status_checks": [{"context": name} for name in checks.contexts],
            "strict_required_status_checks_policy": checks.strict,
        }
        yield BranchRule("required_status_checks", required, source)
    if row.required_linear_history and row.required_linear_history.enabled:
        yield BranchRule("required_linear_history", {}, source)


def _kind(actor: Bypass) -> str:
    """The kind of an actor; one that may bypass by pull requests alone is another one."""
    by_pulls = actor.bypass_mode == "pull_request"
    return f"{actor.actor_type} by pull requests" if by_pulls else actor.actor_type
