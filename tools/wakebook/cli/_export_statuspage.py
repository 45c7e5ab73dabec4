"""``wakebook export statuspage``: all incidents and maintenances as Statuspage's API tells them."""

import argparse
import sys
from pathlib import Path
from typing import Any

HELP = "write all incidents and maintenances in the shape of Statuspage's API"
_LISTS = {"incident": "incident", "scheduled_maintenance": "maintenance"}
"""The lists of the document in the singular, and what stands in them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--to", metavar="FILE", default="-", help="where to; - is stdout")
    parser.add_argument(
        "--audience",
        choices=("public", "staff", "restricted"),
        default="public",
        help="what to give: what these may read (public)",
    )
    parser.add_argument("--rev", metavar="REV", default="HEAD", help="the commit (HEAD)")


def run(arguments: argparse.Namespace) -> int:
    """Write the document; 1 where a record could not be read."""
    from datetime import UTC, datetime

    from wakebook.cli._missing import tell_missing
    from wakebook.cli._repository import root_of
    from wakebook.cli._status_publication import StatusPublication
    from wakebook.cli.publish import STATUS_PACKAGES, need_packages
    from wakebook.records.git import Git

    need_packages(STATUS_PACKAGES)
    root = root_of(arguments, arguments.rev)
    commit = Git(root).commit(arguments.rev)
    reading = StatusPublication(root, commit, arguments.audience, root / "build" / "status")
    _write(arguments, reading.exported(datetime.now(UTC)))
    return tell_missing(reading.broken, reading.audience)


def _write(arguments: argparse.Namespace, document: Any) -> None:
    import json

    from wakebook.cli._place import reason

    text = json.dumps(document, ensure_ascii=True, indent=1) + "\n"
    from wakebook.render.words import counted

    if arguments.to == "-":
        sys.stdout.write(text)
        return
    try:
        Path(arguments.directory, arguments.to).write_text(text, encoding="utf-8")
    except OSError as error:
        sentence = f"{arguments.to} cannot be written: {reason(error)}"
        raise OSError(f"{sentence}; name another file with --to") from None
    told = (counted(len(document[f"{key}s"]), word) for key, word in _LISTS.items())
    sys.stdout.write(f"{', '.join(told)}: {arguments.to}\n")
