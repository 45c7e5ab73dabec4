"""``wakebook wording``: which words are approved, and by whom."""

import argparse
from typing import TYPE_CHECKING

from wakebook.cli._verbs import add_verbs, run_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wakebook.model.library import Library
    from wakebook.model.wording.template import Template

HELP = "list templates with who approved them, show or approve one"
EXAMPLES = """examples:
  wakebook wording                              every template, and whether it is approved
  wakebook wording show investigating           its purpose, its slots and its text
  wakebook wording approve investigating --as legal
  wakebook wording approve investigating --as pr --by ben

An approval is of the file's content: one changed letter takes it away. It counts once whoever gave
it has brought or approved the change with their own account.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_verbs(parser, "wording", ("show", "approve"), required=False)
    parser.set_defaults(run_verb=_list)
    parser.add_argument("--rev", metavar="REV", help="list what this revision holds")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


run = run_verb


def _list(arguments: argparse.Namespace) -> int:
    from wakebook.cli._desk import Desk
    from wakebook.cli._terminal import say, tell, tell_json

    desk = Desk(arguments)
    library = desk.library
    found = [library.templates[name] for name in sorted(library.templates)]
    missing = {t.name: [*_missing(library, t)] for t in found}
    if arguments.format == "json":
        rows = [{"name": t.name, "digest": t.digest, "waits_for": missing[t.name]} for t in found]
        tell_json(rows)
        return 0
    if not found:
        say("there are no templates; put one into policies/templates/NAME.j2")
    if library.wording is not None and library.wording.policy is None:
        say("there is no policies/wording.yaml, so nothing is held back")
    tell([line for t in found for line in _line(t, missing[t.name])])
    return 0


def _line(template: "Template", missing: list[str]) -> "Iterator[str]":
    state = f"waits for {', '.join(missing)}" if missing else "approved"
    yield f"{template.name}  {state}"
    yield f"  {template.header.purpose}"


def _missing(library: "Library", template: "Template") -> "Iterator[str]":
    """The parts of the latest rule that have not approved a template as it is."""
    wording = library.wording
    if wording is None or wording.policy is None:
        return
    agreed = wording.policy.agreed(template.name, template.digest)
    yield from (part for part in wording.policy.on(None).names if part not in agreed)
