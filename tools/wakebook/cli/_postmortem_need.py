"""``wakebook postmortem need``: which incidents need one, why, until when, how it stands."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.flows.learning.standing import Standing

HELP = "say which incidents need a post-mortem, why, and when it is due"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("piece", nargs="?", metavar="PIECE", help="any piece of one incident's id")
    parser.add_argument("--missing", action="store_true", help="only those that are not there yet")
    parser.add_argument("--rev", metavar="REV", help="look at this revision, not the work tree")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Print each; 1 where one is late, or where the piece does not mean exactly one."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._terminal import columns, say, tell, tell_json
    from wakebook.render.standings import as_rows, as_text

    desk = Desk(arguments)
    if desk.library.review is None or not desk.library.review.needs:
        say("policies/postmortem.yaml says of no incident that it needs one; see its key `needs`")
    if arguments.piece is None:
        found = list(_needed(desk))
    else:
        one = _one(desk)
        if one is None:
            return 1
        found = [one]
    if arguments.format == "json":
        rows: list[dict[str, Any]] = as_rows(found)
        tell_json({"postmortems": rows})
    else:
        tell(as_text(found, desk.library.settings.tzinfo, columns()))
    return int(any(each.is_late for each in found))


def _needed(desk: "Desk") -> "Iterator[Standing]":
    """Every incident that needs one, newest first."""
    from wakebook.flows.learning.standing import standing

    library = desk.library
    for incident in sorted(library.incidents, reverse=True):
        found = standing(library.incidents[incident], library, desk.now)
        there = found.state in ("published", "waived")
        if found.need.required and not (desk.arguments.missing and there):
            yield found


def _one(desk: "Desk") -> "Standing | None":
    from wakebook.cli._meant import meant
    from wakebook.flows.learning.standing import standing

    incident = meant(desk, desk.arguments.piece, "postmortem need")
    return None if incident is None else standing(incident, desk.library, desk.now)
