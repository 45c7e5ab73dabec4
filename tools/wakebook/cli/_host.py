"""The host that the environment names: GitHub's variables in a workflow, or what a person set."""

import argparse
import os
from typing import TYPE_CHECKING

from wakebook.cli.main import UsageError

if TYPE_CHECKING:
    from wakebook.adapters.github import GitHub

APP_ID, APP_KEY = "WAKEBOOK_APP_ID", "WAKEBOOK_APP_KEY"


def add_host(parser: argparse.ArgumentParser) -> None:
    """The options that name a repository on GitHub."""
    parser.add_argument(
        "--repository", metavar="OWNER/NAME", help="on GitHub; GITHUB_REPOSITORY if absent"
    )


def is_app() -> bool:
    """Whether the environment has the gate's own App: without it the gate only advises."""
    return bool(os.environ.get(APP_ID) and os.environ.get(APP_KEY))


def host_of(arguments: argparse.Namespace) -> "GitHub":
    """The gateway to the repository, as the gate's App or with the token of whoever calls.

    ``GITHUB_API_URL`` is where the API is. Raises UsageError where something is not said.
    """
    from wakebook.adapters.github import PUBLIC_API, connect, connect_as_app

    repository = arguments.repository or os.environ.get("GITHUB_REPOSITORY")
    if not repository:
        raise UsageError("which repository? say --repository OWNER/NAME or set GITHUB_REPOSITORY")
    api = os.environ.get("GITHUB_API_URL") or PUBLIC_API
    if is_app():
        return connect_as_app(repository, os.environ[APP_ID], os.environ[APP_KEY], api)
    token = os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN")
    if not token:
        raise UsageError(
            f"nobody may ask GitHub: set GITHUB_TOKEN, or {APP_ID} and {APP_KEY} for the gate's App"
        )
    return connect(repository, token, api)
