"""``wakebook export pagerduty``: all incidents as PagerDuty's REST API tells them."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wakebook.model.incident import Incident
    from wakebook.records.notices import Notices

HELP = "write all incidents in the shape of PagerDuty's REST API, with their log entries"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._exporting_documents import add_options

    add_options(parser, "staff", "staff, whose tool it is")


def run(arguments: argparse.Namespace) -> int:
    """Write the document; 1 where a record could not be read."""
    from wakebook.cli._exporting_documents import write_document
    from wakebook.cli._missing import tell_missing
    from wakebook.cli._processes import spread
    from wakebook.cli._repository import root_of
    from wakebook.cli._site_sources import demand_settings, demand_wording
    from wakebook.cli._terminal import say
    from wakebook.records.git import Git
    from wakebook.records.notices import Notices
    from wakebook.render.pagerduty import document
    from wakebook.render.words import counted

    root = root_of(arguments, arguments.rev)
    commit = Git(root).commit(arguments.rev)
    notices = Notices(root, commit, arguments.audience, spread)
    demand_settings(is_set=notices.is_set)
    if arguments.audience == "public":
        demand_wording(notices.library)
    incidents = list(_incidents(notices))
    told = [each for each in incidents if each.header.kind == "incident"]
    made = document(told, notices.catalog)
    write_document(arguments, made, counted(len(made["incidents"]), "incident"))
    if other := len(incidents) - len(told):
        words = counted(other, "record")
        say(f"{words} left out: a maintenance, notice or drill is no incident there")
    broken = [path for each in notices.all for path in each.broken]
    return tell_missing(broken, arguments.audience)


def _incidents(notices: "Notices") -> "Iterator[Incident]":
    """The incidents as the audience may see them, by their ids; sealed ones stay sealed."""
    for each in notices.all:
        found = notices.incident(each.id) if each.notice is not None else None
        if found is not None:
            yield found
