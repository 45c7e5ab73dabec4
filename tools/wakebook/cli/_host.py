"""The host that the environment names: GitHub's variables in a workflow, or what a person set."""

import argparse
import os
import re
from typing import TYPE_CHECKING

from wakebook.cli._exits import UsageError

if TYPE_CHECKING:
    from wakebook.adapters.github import GitHub
    from wakebook.model.gate.host import InstalledApp
    from wakebook.records.git import Git

_GITHUB = re.compile(r"(?:^|[/@])github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$", re.ASCII)
APP_ID, APP_KEY = "WAKEBOOK_APP_ID", "WAKEBOOK_APP_KEY"


def add_host(parser: argparse.ArgumentParser) -> None:
    """The options that name a repository on GitHub."""
    parser.add_argument(
        "--repository", metavar="OWNER/NAME", help="on GitHub; GITHUB_REPOSITORY if absent"
    )


def is_app() -> bool:
    """Whether the environment has the gate's own App: without it the gate only advises."""
    return bool(os.environ.get(APP_ID) and os.environ.get(APP_KEY))


def repository_of(arguments: argparse.Namespace) -> str | None:
    """The repository on GitHub that was named, if one was."""
    return arguments.repository or os.environ.get("GITHUB_REPOSITORY") or None


def on_github(git: "Git") -> str | None:
    """What GitHub calls the repository that the remote's address leads to; None elsewhere."""
    found = _GITHUB.search(git.address() or "")
    return found[1] if found else None


def can_ask(arguments: argparse.Namespace) -> bool:
    """Whether the environment says which repository is asked, and as whom."""
    return bool(repository_of(arguments)) and (is_app() or bool(_token()))


def host_of(arguments: argparse.Namespace) -> "GitHub":
    """The gateway to the repository, as the gate's App or with the token of whoever calls.

    ``GITHUB_API_URL`` is where the API is. Raises UsageError where something is not said.
    """
    return _as_app(_named(arguments)) if is_app() else _as_caller(_named(arguments))


def onlooker_of(arguments: argparse.Namespace) -> "GitHub":
    """The gateway to the repository with the token of whoever calls, else as the gate's App.

    An administrator sees more than the App does. Raises UsageError where something is not said.
    """
    as_caller = _token() or not is_app()
    return _as_caller(_named(arguments)) if as_caller else _as_app(_named(arguments))


def caller_of(repository: str) -> "GitHub":
    """The gateway to any repository, with the token of whoever calls.

    Raises UsageError where there is none, and HostError.
    """
    return _as_caller(repository)


def own_app(arguments: argparse.Namespace) -> "InstalledApp | None":
    """What the gate's App is told of itself; None where its key is not at hand."""
    from wakebook.adapters.github import app_in

    if not is_app():
        return None
    return app_in(_named(arguments), os.environ[APP_ID], os.environ[APP_KEY], _api())


def _named(arguments: argparse.Namespace) -> str:
    repository = repository_of(arguments)
    if not repository:
        raise UsageError("which repository? say --repository OWNER/NAME or set GITHUB_REPOSITORY")
    return repository


def _as_app(repository: str) -> "GitHub":
    from wakebook.adapters.github import connect_as_app

    return connect_as_app(repository, os.environ[APP_ID], os.environ[APP_KEY], _api())


def _as_caller(repository: str) -> "GitHub":
    from wakebook.adapters.github import connect

    token = _token()
    if not token:
        raise UsageError(
            f"nobody may ask GitHub: set GITHUB_TOKEN, or {APP_ID} and {APP_KEY} for the gate's App"
        )
    return connect(repository, token, _api())


def _token() -> str | None:
    return os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN")


def _api() -> str:
    from wakebook.adapters.github import PUBLIC_API

    return os.environ.get("GITHUB_API_URL") or PUBLIC_API
