"""``wakebook links``: which change caused it, which problem is behind it?"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk

HELP = "propose the changes and problems behind an incident, and link them"
EXAMPLES = """examples:
  wakebook links                                    of the incident that is being worked on
  wakebook links checkout                           any piece of an id
  wakebook links checkout --accept 1                the first of the list that was shown last
  wakebook links checkout --accept pool-too-small   a problem, by its id
  wakebook links checkout --accept servicenow:CHG0030012
  wakebook links checkout --retract pool-too-small  takes the link back, on both sides
  wakebook links checkout --source checkout=../checkout --deployments deployments.jsonl
  wakebook links checkout --fetch                   brings the catalog's repositories up to date
  wakebook links checkout --github                  asks GitHub for its deployments too
  wakebook links checkout --window 3d --most 30
  wakebook links --change github:acme/checkout@3f2a91c04d

Changes come from the git histories of the components and of all that they depend on, and from
deployments (CDEvents, one JSON document a line), in the window before the start. Where a source
lies says the annotation backstage.io/source-location in the catalog, --source, or once for all:
  git config --add wakebook.source checkout=../checkout
  git config --add wakebook.deployments ../deployments.jsonl
A link to a problem is written into the log and into the problem's file. Nothing is linked unless
somebody accepts it. What is read of other repositories is never run.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    add = parser.add_argument
    add("piece", nargs="?", metavar="PIECE", help="any piece of the incident's id")
    add("--accept", action="append", default=[], metavar="N|ID", help="link this one")
    add("--retract", action="append", default=[], metavar="N|ID", help="take a link back")
    add("--change", metavar="REF", help="list the incidents that this change caused")
    add("--window", metavar="TIME", default="24h", help="how long before the start: 90m, 24h, 3d")
    add("--source", action="append", default=[], metavar="C=PLACE", help="a component's git clone")
    add("--deployments", action="append", default=[], metavar="FILE", help="CDEvents, JSON lines")
    add("--github", action="store_true", help="ask GitHub for deployments too, with GITHUB_TOKEN")
    add("--fetch", action="store_true", help="fetch the repositories that the catalog names")
    add("--most", type=int, default=10, metavar="N", help="how many changes to show; 10")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show what is proposed, or link what was accepted; 1 where nothing is meant for sure."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._exits import UsageError
    from wakebook.cli._meant import meant

    desk = Desk(arguments)
    if arguments.change is not None:
        return _behind(desk, arguments.change)
    if arguments.most < 1:
        raise UsageError("--most is a number from 1 on")
    record = meant(desk, arguments.piece, "links")
    if record is None:
        return 1
    incident = record.id
    if arguments.accept or arguments.retract:
        from wakebook.cli._accepting import Accepting

        return Accepting(desk, incident).run(arguments.accept, arguments.retract)
    from wakebook.cli._proposing import show

    return show(desk, incident)


def _behind(desk: "Desk", reference: str) -> int:
    """The question from the other side: which incidents name this change as their cause?"""
    import sys

    from wakebook.cli._repository import wants_color
    from wakebook.cli._terminal import say, tell_json
    from wakebook.flows.linking.behind import caused_by
    from wakebook.render.facts import brief
    from wakebook.render.terminal.listing import lines
    from wakebook.render.terminal.paint import Paint

    ranks = desk.library.ranks
    found = caused_by(desk.library, reference)
    if desk.arguments.format == "json":
        rows = [{**brief(i, ranks), "changes": list(refs)} for i, refs in found]
        tell_json({"change": reference, "incidents": rows})
    else:
        shown = lines([incident for incident, _ in found], ranks, Paint(wants_color()))
        sys.stdout.write("".join(f"{line}\n" for line in shown))
    for concern in desk.concerns():
        say(concern)
    if not found:
        say(f"{reference[:200]} is no reference of any link; {_nearest(desk, reference)}")
    return 0 if found else 1


def _nearest(desk: "Desk", reference: str) -> str:
    """Which change that is linked was perhaps meant."""
    from wakebook.rules.nearest import did_you_mean

    links = (link for incident in desk.library.incidents.values() for link in incident.links)
    linked = {to for _, relation, to in links if relation == "caused_by_change"}
    many = "1 change is" if len(linked) == 1 else f"{len(linked)} changes are"
    known = f"{many} linked" if linked else "no change is linked anywhere"
    return did_you_mean(reference, linked, f"{known}; a commit's id takes its first 7 letters")
