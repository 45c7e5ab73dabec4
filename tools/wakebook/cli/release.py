"""``wakebook release``: read a text that waits, and let the public read it."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.cli._releasing import Releasing
    from wakebook.model.wording.words import Words

HELP = "agree to a text that the public does not read yet"
EXAMPLES = """examples:
  wakebook release checkout                     what waits, and for whom; asked for one by one
  wakebook release checkout public              title and summary of the public block
  wakebook release checkout 20261123T141500Z-7f3a#1
  wakebook release checkout public --by ben     ben agrees; counts once ben approves the change

At high impact the public reads approved templates alone, by policies/wording.yaml. Any other text
waits until everybody whom the policy asks has agreed to this very text. Nobody agrees for another:
a release counts with that person's own account.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    add = parser.add_argument
    add("piece", nargs="?", metavar="PIECE", help="any piece of the id; the only open one")
    add("text", nargs="?", metavar="ENTRY", help="the entry whose text it is, or public")
    add("--as", dest="part", metavar="PART", help="as which part; all that you have, if absent")
    add("--by", metavar="WHO", help="who agrees, if it is not you")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """List what waits, or write who agrees; 1 where that cannot be."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._meant import meant
    from wakebook.cli._releasing import Releasing

    desk = Desk(arguments)
    incident = meant(desk, arguments.piece, "release")
    if incident is None:
        return 1
    releasing = Releasing(desk, incident)
    if not releasing.waiting:
        return releasing.nothing()
    if arguments.text is not None:
        return releasing.release([releasing.named(arguments.text)])
    return _one_by_one(desk, releasing)


def _one_by_one(desk: "Desk", releasing: "Releasing") -> int:
    from wakebook.cli._terminal import asked, at_a_terminal, tell, tell_json

    if desk.arguments.format == "json":
        tell_json(releasing.facts())
        return 0
    chosen: list[Words] = []
    for words in releasing.waiting:
        tell(releasing.shown(words))
        if at_a_terminal() and releasing.parts(words):
            parts = " and ".join(releasing.parts(words))
            answer = asked(f"Let the public read this, as {parts}? [y/N]")
            if answer is not None and answer.casefold() in ("y", "yes"):
                chosen.append(words)
    return releasing.release(chosen, seen=True) if chosen else 0
