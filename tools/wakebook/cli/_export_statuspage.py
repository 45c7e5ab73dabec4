"""``wakebook export statuspage``: all incidents and maintenances as Statuspage's API tells them."""

import argparse

HELP = "write all incidents and maintenances in the shape of Statuspage's API"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._exporting_documents import add_options

    add_options(parser, "public", "public")


def run(arguments: argparse.Namespace) -> int:
    """Write the document; 1 where a record could not be read."""
    from datetime import UTC, datetime

    from wakebook.cli._exporting_documents import write_document
    from wakebook.cli._missing import tell_missing
    from wakebook.cli._repository import root_of
    from wakebook.cli._status_publication import StatusPublication
    from wakebook.cli.publish import STATUS_PACKAGES, need_packages
    from wakebook.records.git import Git
    from wakebook.render.words import counted

    need_packages(STATUS_PACKAGES)
    root = root_of(arguments, arguments.rev)
    commit = Git(root).commit(arguments.rev)
    reading = StatusPublication(root, commit, arguments.audience, root / "build" / "status")
    document = reading.exported(datetime.now(UTC))
    incidents = counted(len(document["incidents"]), "incident")
    planned = counted(len(document["scheduled_maintenances"]), "maintenance")
    write_document(arguments, document, f"{incidents}, {planned}")
    return tell_missing(reading.broken, reading.audience)
