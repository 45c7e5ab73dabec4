"""``wakebook wording show``: one template as a person approves it."""

import argparse

HELP = "show a template: its purpose, its slots, and its text"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", metavar="NAME", help="the template's file name, without .j2 too")
    parser.add_argument("--rev", metavar="REV", help="show what this revision holds")


def run(arguments: argparse.Namespace) -> int:
    """Print it."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._templated import template_of
    from wakebook.cli._terminal import tell

    template = template_of(Desk(arguments), arguments.name)
    tell([f"{template.name}  {template.digest}", template.header.purpose, ""])
    for name, slot in template.header.slots.items():
        marks = [mark for mark in ("many", "optional") if getattr(slot, mark)]
        tell([f"  {name}: {', '.join([slot.kind, *slot.of, *marks])}"])
    tell(["", *template.body.strip("\n").split("\n")])
    return 0
