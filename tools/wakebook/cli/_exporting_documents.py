"""What exports of one document share: where to, of when and for whom, and how it is written."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add_options(parser: argparse.ArgumentParser, audience: str, why: str) -> None:
    """Declare them; ``audience`` is the default, ``why`` says for whom that is."""
    parser.add_argument("--to", metavar="FILE", default="-", help="where to; - is stdout")
    parser.add_argument(
        "--audience",
        choices=("public", "staff", "restricted"),
        default=audience,
        help=f"what to give: what these may read ({why})",
    )
    parser.add_argument("--rev", metavar="REV", default="HEAD", help="the commit (HEAD)")


def write_document(arguments: argparse.Namespace, document: Any, told: str) -> None:
    """Write it as JSON, and say what it holds; raises OSError where that cannot be."""
    import json

    from wakebook.cli._export_place import demand_free, replace
    from wakebook.cli._place import reason
    from wakebook.cli._repository import root_of
    from wakebook.render.safe import safe

    text = json.dumps(document, ensure_ascii=True, indent=1) + "\n"
    if arguments.to == "-":
        sys.stdout.write(text)
        return
    place = Path(arguments.directory, arguments.to)
    demand_free(root_of(arguments, arguments.rev), place, folder=False)
    try:
        replace(place, text)
    except OSError as error:
        sentence = f"{arguments.to} cannot be written: {reason(error)}"
        raise OSError(f"{sentence}; name another file with --to") from None
    sys.stdout.write(f"{told}: {safe(arguments.to)}\n")
