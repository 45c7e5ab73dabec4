"""``wakebook fmt``: canonical white space."""

import argparse

HELP = "bring the white space of records into its canonical form"
EXAMPLES = """examples:
  wakebook fmt
  wakebook fmt --check                   change nothing; 1 if something would change
  wakebook fmt postmortems

No byte order mark, LF at the end of lines, no blanks before it, one at the end of the file. What a
record says never changes. Log files that are committed are left as they are.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="records to format; all if absent")
    parser.add_argument("--check", action="store_true", help="only say which files would change")


def run(arguments: argparse.Namespace) -> int:
    """Format the files, or say which ones want it."""
    from wakebook.cli._editing import Editing
    from wakebook.cli._terminal import tell
    from wakebook.records.fmt import fmt
    from wakebook.records.write import replace

    editing = Editing(arguments)
    changed = False
    for path, old, new in editing.changed(lambda _, raw: fmt(raw)):
        changed = True
        if not arguments.check:
            replace(editing.root, path, new, old)
        tell([f"would change: {path}" if arguments.check else f"formatted: {path}"])
    return 1 if arguments.check and changed else 0
