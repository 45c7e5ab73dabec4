"""``wakebook schema``: JSON Schemas of the record formats, for editors and validators."""

import argparse
import sys
from pathlib import Path

HELP = "print the JSON Schema of a record format"
EXAMPLES = """examples:
  wakebook schema timeline
  wakebook schema --list
  wakebook schema --all schemas          write every schema into a folder
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="such as incident or timeline")
    parser.add_argument("--all", metavar="DIR", help="write every schema into this folder")
    parser.add_argument("--list", action="store_true", help="list the names")


def run(arguments: argparse.Namespace) -> int:
    """Print one schema, or write all of them."""
    from wakebook.cli._exits import UsageError
    from wakebook.render.schemas import names, text

    if arguments.list:
        sys.stdout.write("".join(f"{name}\n" for name in names()))
        return 0
    if arguments.all is not None:
        folder = Path(arguments.directory, arguments.all)
        folder.mkdir(parents=True, exist_ok=True)
        for name in names():
            (folder / f"{name}.json").write_text(text(name), encoding="utf-8")
        return 0
    if arguments.name not in names():
        given = "say which schema" if arguments.name is None else f"{arguments.name} is none"
        raise UsageError(f"{given}; there are {', '.join(names())}")
    sys.stdout.write(text(arguments.name))
    return 0
