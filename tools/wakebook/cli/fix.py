"""``wakebook fix``: put right what can only have been meant one way."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._editing import Edit, Editing

HELP = "repair what can only have been meant one way"
EXAMPLES = """examples:
  wakebook fix --dry-run                 show what would change
  wakebook fix incidents/2026/2026-11-23-checkout-errors

It mends white space and line ends, misspelt keys, times written slightly wrong (14:03z, 9:05Z) and
missing quotes, in the places concerned and nowhere else. The header of an incident whose log has
ended gets its `closed` block, unless a commit holds one already. Log files that are committed are
left as they are: `wakebook log` corrects them.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="records to repair; all if absent")
    parser.add_argument("--dry-run", action="store_true", help="show the changes, make none")


def run(arguments: argparse.Namespace) -> int:
    """Repair the files and show each change."""
    from wakebook.cli._editing import Editing, show_difference
    from wakebook.cli._terminal import tell
    from wakebook.records.write import replace

    touched: set[str] = set()
    for make in (_wording, _ends):
        editing = Editing(arguments)  # anew, since the ends are read from what the first one mended
        for path, old, new in editing.changed(make(editing)):
            show_difference(path, old, new)
            if not arguments.dry_run:
                replace(editing.root, path, new, old)
            touched.add(path)
    noun = "file" if len(touched) == 1 else "files"
    verb = "would be repaired" if arguments.dry_run else "repaired"
    tell([f"{len(touched)} {noun} {verb}" if touched else "nothing to repair"])
    return 0


def _wording(editing: "Editing") -> "Edit":
    from wakebook.records.repair import repaired

    zone = editing.opened.zone
    return lambda path, raw: repaired(path, raw, zone).raw


def _ends(editing: "Editing") -> "Edit":
    from wakebook.cli._closing import mended

    return lambda path, raw: mended(editing.opened, path, raw)
