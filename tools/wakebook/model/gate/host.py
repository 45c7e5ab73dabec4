"""How a repository is set up on GitHub, as far as somebody may see it.

None is what could not be learned: it is never taken for good. Names are those of GitHub's settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

PERMISSIONS = {
    "contents": "write",
    "issues": "write",
    "metadata": "read",
    "pull_requests": "write",
    "statuses": "write",
    "workflows": "write",
}
"""All that the gate's App needs in a repository, by GitHub's names; *workflows* lets it merge what
touches `.github/workflows/`, *issues* lets it answer a comment on an issue."""


@dataclass(frozen=True)
class InstalledApp:
    """The gate's App as GitHub tells it to the App itself.

    ``installations`` counts the accounts that it is installed in, ``everywhere`` is whether it may
    act in all repositories of this one, ``hook`` the address that its webhook calls.
    """

    id: int
    name: str
    installed: bool = True
    permissions: Mapping[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    installations: int | None = None
    everywhere: bool = False
    suspended: bool = False
    hook: str | None = ""


@dataclass(frozen=True)
class Environment:
    """The environment that holds the App's key.

    ``branches`` are the patterns of branches and tags that may use it, ``*`` is any; ``wait`` is
    in minutes.
    """

    branches: tuple[str, ...] | None
    reviewers: bool = False
    wait: int = 0
    bypass: bool | None = None
    secrets: frozenset[str] | None = None
    variables: Mapping[str, str] | None = None


@dataclass(frozen=True)
class BranchRule:
    """A rule that holds on the default branch, and the ruleset or protection that it comes from."""

    type: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class Ruleset:
    """A ruleset of branches; ``bypass`` are the kind and id of each actor that it does not hold."""

    name: str
    active: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    rules: Mapping[str, Mapping[str, Any]]
    bypass: tuple[tuple[str, int | None], ...] | None


@dataclass(frozen=True)
class HostSettings:
    """What a repository is set to.

    ``app`` is None where no key of it is at hand. ``plan_lacks_rulesets`` is GitHub's own word.
    ``environment`` is ``"absent"`` where there is none of the gate's name. ``shared_secrets`` are
    those of the repository and the organisation, which every branch gets. ``pages`` is how the
    site is built, or empty where there is none. ``codeowners`` are the mistakes in CODEOWNERS.
    ``site`` is the address of GitHub's own pages, ``organisation`` whether one owns the repository.
    """

    repository: str
    branch: str
    site: str
    organisation: bool
    app: InstalledApp | None = None
    merge_commits: bool | None = None
    squash: bool | None = None
    rebase: bool | None = None
    auto_merge: bool | None = None
    environment: Environment | Literal["absent"] | None = None
    shared_secrets: frozenset[str] | None = None
    variables: Mapping[str, str] | None = None
    token_permissions: str | None = None
    actions_approve: bool | None = None
    pinned: bool | None = None
    rulesets: tuple[Ruleset, ...] | None = None
    plan_lacks_rulesets: bool = False
    branch_rules: tuple[BranchRule, ...] | None = None
    protection: tuple[BranchRule, ...] | None = None
    pages: str | None = None
    evidence: bool | None = None
    codeowners: tuple[str, ...] | None = None
