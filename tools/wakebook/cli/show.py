"""``wakebook show``: one incident, as its log tells it."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.model.incident import Incident
    from wakebook.model.wording.words import Wording
    from wakebook.render.terminal.outcome import Learned

HELP = "show one incident"
EXAMPLES = """examples:
  wakebook show                          the incident that is being worked on
  wakebook show checkout                 any piece of an id
  wakebook show checkout --audience public
  wakebook show 2026-11-23-checkout-errors --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("piece", nargs="?", metavar="PIECE", help="any piece of the id")
    parser.add_argument(
        "--audience",
        choices=("public", "staff", "restricted"),
        default="restricted",
        help="what these readers may see; all if absent",
    )
    parser.add_argument(
        "--rev", metavar="REV", help="show what this revision holds, not the work tree"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Print the incident; 1 where the piece does not mean exactly one."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._terminal import say

    desk = Desk(arguments)
    code = _shown(desk)
    for concern in desk.concerns():
        say(concern)
    return code


def _shown(desk: "Desk") -> int:
    from wakebook.cli._meant import meant
    from wakebook.cli._terminal import say

    arguments = desk.arguments
    record = meant(desk, arguments.piece, "show")
    if record is None:
        return 1
    visible = desk.library.shown(record, arguments.audience)
    if visible is None:
        say(f"there is nothing in {record.id} that the audience {arguments.audience} may see")
        return 1
    _print(desk, visible, _learned(desk, record))
    return 0


def _learned(desk: "Desk", record: "Incident") -> "Learned":
    """What came of an incident, as far as the audience may see it."""
    from dataclasses import replace

    from wakebook.render.terminal.outcome import Learned

    library, audience = desk.library, desk.arguments.audience
    written = {found.id: found for found in library.postmortems_of(record)}
    about = {name for each in written.values() for name in each.header.incidents}
    near = {name: library.incidents[name] for name in about if name in library.incidents}
    items = {record.id: library.actions.get(record.id, ())}
    little = replace(
        library, incidents=near | {record.id: record}, postmortems=written, actions=items
    )
    shown = little.seen_by(audience)
    actions = tuple(action.item for action in shown.actions.get(record.id, ()))
    return Learned(
        tuple(shown.postmortems.values()),
        actions,
        is_missing=not written,
        unsigned=audience == "public",
    )


def _wording(desk: "Desk") -> "Wording | None":
    """Which words wait, for whoever is not the public: that reads none of them."""
    return desk.library.wording if desk.arguments.audience != "public" else None


def _print(desk: "Desk", incident: "Incident", learned: "Learned") -> None:
    import shutil

    from wakebook.cli._repository import wants_color
    from wakebook.cli._terminal import say, tell_json
    from wakebook.render.facts import full
    from wakebook.render.terminal.incident import Page
    from wakebook.render.terminal.paint import Paint

    if desk.arguments.format == "json":
        wording = _wording(desk)
        waiting = {w.entry: [*w.waits_for] for w in wording.waiting(incident)} if wording else {}
        tell_json(full(incident, desk.library.ranks) | ({"waits_for": waiting} if waiting else {}))
    else:
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
        paint, wording = Paint(wants_color()), _wording(desk)
        page = Page(
            incident,
            desk.library.ranks,
            desk.now,
            paint,
            columns,
            wording=wording,
            learned=learned,
        )
        sys.stdout.write("".join(f"{line}\n" for line in page.lines()))
    if not desk.opened.case(incident.id).whole:
        say(f"some of it could not be read; see: wakebook check {incident.id}")
