"""How the fake's repository is set up: what an administrator would click together in a browser."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Environment:
    """An environment; ``branches`` is None where every branch gets in."""

    branches: list[str] | None = None
    protected_alone: bool = False
    reviewers: list[str] = field(default_factory=list)
    wait: int = 0
    bypass: bool = True
    secrets: set[str] = field(default_factory=set)
    variables: dict[str, str] = field(default_factory=dict)


@dataclass
class Setup:
    """The settings of a new repository, as GitHub makes it.

    ``plan`` is whether the plan has rulesets; ``pages`` is how a site is built, ``protection`` the
    facts of a branch protection, ``workflows`` what the token of workflows may do, and ``actions``
    whose actions may run.
    """

    merge_commit: bool = True
    squash: bool = True
    rebase: bool = True
    auto_merge: bool = False
    plan: bool = True
    environments: dict[str, Environment] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    organization_secrets: set[str] = field(default_factory=set)
    variables: dict[str, str] = field(default_factory=dict)
    actions: str = "all"
    pinned: bool = False
    workflows: str = "read"
    approves: bool = False
    pages: str | None = None
    protection: dict[str, Any] | None = None
