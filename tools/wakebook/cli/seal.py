"""``wakebook seal``: encrypt a restricted record in place, or open it again."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.model.incident import Incident

HELP = "encrypt a restricted record in place, so that git never holds its text"
EXAMPLES = """examples:
  wakebook seal 2026-11-23-3f2a          a restricted incident, by any piece of its id
  wakebook seal 2026-11-23-3f2a --open   back into clear files, before it is told to more people
  wakebook seal 2026-11-23-3f2a --again  for those who may read today

policies/sealing.yaml names who may read, with a public key of age or SSH each. Your own key is
named once a clone: git config wakebook.identity ~/.config/age/key.txt. With that policy
`wakebook new --restricted` seals from the first byte, and `log`, `show`, `close` and `check` work
as always.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    parser.add_argument("incident", metavar="INCIDENT", help="any piece of its id")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--open", action="store_true", help="decrypt it into clear files")
    how.add_argument("--again", action="store_true", help="seal it anew for today's readers")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Seal or open it, commit that, and say what stays readable."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._meant import meant
    from wakebook.cli._terminal import say

    desk = Desk(arguments)
    record = meant(desk, arguments.incident, "seal")
    why = "" if record is None else _hindrance(desk, record)
    if why:
        say(f"nothing was done: {why}")
    return 1 if record is None or why else _turned(desk, record)


def _hindrance(desk: "Desk", record: "Incident") -> str:
    from wakebook.records.sealing import holds_sealed

    is_sealed = holds_sealed(desk.root, record.id)
    turns = desk.arguments.open or desk.arguments.again
    if turns and not is_sealed:
        return f"{record.id} is not sealed"
    if is_sealed and not turns and desk.opened.case(record.id).whole:
        return f"{record.id} is sealed; --again seals it for today's readers, --open opens it"
    if record.header.audience != "restricted" and not desk.arguments.open:
        return f"{record.id} is for {record.header.audience}; only what is restricted is sealed"
    return ""


def _turned(desk: "Desk", record: "Incident") -> int:
    from wakebook.cli._sealing import seal, unseal
    from wakebook.cli._terminal import say, tell

    history = [] if desk.arguments.open else _committed_in_the_clear(desk, record.id)
    if desk.arguments.open or desk.arguments.again:
        unseal(desk.root, desk.opened, record.id)
    if not desk.arguments.open:
        seal(desk.root, record)
    verb = "Open" if desk.arguments.open else "Seal"
    tell([f"{record.id} is {'open' if desk.arguments.open else 'sealed'}"])
    if desk.arguments.open and desk.arguments.commit:
        say(
            "from this commit on git's history holds it in the clear, and so does every clone of it"
        )
        say("(--no-commit opens it here alone, and `wakebook seal` shuts it again)")
    if history:
        say(f"git's history holds {history[0]} in the clear, and so does every clone of it")
    folders = [f"{top}/{record.id[:4]}/{record.id}" for top in ("incidents", "postmortems")]
    there = [each for each in folders if (desk.root / each).exists()]
    return 0 if desk.keep(there, f"{verb} {record.id}") else 3


def _committed_in_the_clear(desk: "Desk", incident: str) -> list[str]:
    """Files of a record that a commit has held in the clear, in the history of HEAD."""
    from wakebook.model.sealed import STUB
    from wakebook.records.git import GitError, rows
    from wakebook.records.sealing import is_sealed

    folders = [f"{top}/{incident[:4]}/{incident}" for top in ("incidents", "postmortems")]
    asked = ("log", "--format=", "--name-only", "-z", "--no-renames", "HEAD", "--", *folders)
    try:
        found = rows(desk.git.run(*asked))
    except GitError:
        return []
    names = (path for path in dict.fromkeys(found) if path)
    return [name for name in names if not is_sealed(name) and not name.endswith(f"/{STUB}")]
