"""The event that woke a workflow, as GitHub leaves it in a file (``GITHUB_EVENT_PATH``)."""

import json
import os
from pathlib import Path
from typing import Any

from wakebook.cli._exits import UsageError

_MOST_BYTES = 26 * 2**20
"""GitHub's webhooks carry at most 25 MB."""


def event() -> dict[str, Any]:
    """The event, empty where none woke us; raises UsageError for a file that is none."""
    path = os.environ.get("GITHUB_EVENT_PATH")
    if not path:
        return {}
    try:
        with Path(path).open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        raise UsageError("GITHUB_EVENT_PATH names no event that can be read") from None
    return found if isinstance(found, dict) else {}


def pull_of_event() -> int | None:
    """The number of the pull request that an event is about, if it is about one."""
    told = event()
    pull = told.get("pull_request")
    woken = told.get("workflow_run")
    if not isinstance(pull, dict) and isinstance(woken, dict):
        listed = woken.get("pull_requests")
        pull = listed[0] if isinstance(listed, list) and len(listed) == 1 else None
    number = pull.get("number") if isinstance(pull, dict) else None
    return number if isinstance(number, int) and number > 0 else None
