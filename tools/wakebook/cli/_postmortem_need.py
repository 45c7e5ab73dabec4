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
    """Print each; 1 where one is late, something cannot be read, or the piece means not one."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._terminal import say

    desk = Desk(arguments)
    if not _policy_is_read(desk):
        return 1
    if arguments.piece is None:
        found, ids = list(_needed(desk)), sorted(desk.opened.shelf.cases, reverse=True)
    else:
        one = _one(desk)
        if one is None:
            return 1
        found, ids = [one], [one.incident.id]
    broken = {i: paths for i in ids if (paths := _broken(desk, i))}
    _print(desk, found, broken)
    for path in (path for paths in broken.values() for path in paths):
        say(f"{path} cannot be read, and may say that one is needed; see: wakebook check {path}")
    return int(bool(broken) or any(each.is_late for each in found))


def _policy_is_read(desk: "Desk") -> bool:
    """Whether nothing keeps the policy from being read; said where it asks for nothing."""
    from wakebook.cli._terminal import say

    policy = desk.library.review
    if policy is None and "postmortem" in desk.library.policies:
        path = "policies/postmortem.yaml"
        say(f"{path} cannot be read, so nobody knows; see: wakebook check {path}")
        return False
    if policy is None or not policy.needs:
        say("policies/postmortem.yaml says of no incident that it needs one; see its key `needs`")
    return True


def _broken(desk: "Desk", incident: str) -> list[str]:
    """The files of an incident that cannot be read as a whole."""
    from wakebook.model.finding import Level

    found = desk.opened.case(incident).findings
    return list(dict.fromkeys(each.path for each in found if each.level is Level.ERROR))


def _print(desk: "Desk", found: "list[Standing]", broken: dict[str, list[str]]) -> None:
    from wakebook.cli._terminal import columns, tell, tell_json
    from wakebook.render.standings import as_rows, as_text

    if desk.arguments.format == "json":
        rows: list[dict[str, Any]] = as_rows(found)
        tell_json({"postmortems": rows, "unreadable": list(broken)})
    elif found or not broken:
        tell(as_text(found, desk.library.settings.tzinfo, columns()))


def _needed(desk: "Desk") -> "Iterator[Standing]":
    """Every incident that needs one, as far as it can be read, newest first."""
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
