"""What the exports of tables share: their options, and files that appear whole or not at all."""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.model.tables import Filled

ALONE = "whole"
"""The name of a file that holds all tables, until it is moved."""


def add_options(parser: argparse.ArgumentParser, where: str) -> None:
    """Declare where to, of when and for whom; ``where`` is DIR or FILE."""
    word = "folder: a file a table" if where == "DIR" else "file"
    parser.add_argument("--to", metavar=where, required=True, help=f"the {word}")
    parser.add_argument(
        "--audience",
        choices=("staff", "restricted"),
        default="staff",
        help="what to give: what these may read (staff)",
    )
    parser.add_argument("--rev", metavar="REV", default="HEAD", help="the commit (HEAD)")


def export(
    arguments: argparse.Namespace,
    write: "Callable[[Path, Iterable[Filled]], None]",
    *,
    folder: bool = False,
) -> int:
    """Write the tables to files in a folder of their own, then move these to where they belong.

    ``write`` makes files in a folder: one of the name that was given, or one a table. Returns 1
    where records could not be read. Raises OSError where nothing can be written.
    """
    from wakebook.cli._asking_tables import counted_for, tables_of
    from wakebook.cli._export_place import demand_free
    from wakebook.cli._missing import tell_missing
    from wakebook.cli._place import reason
    from wakebook.cli._repository import root_of
    from wakebook.render.safe import safe
    from wakebook.render.words import counted as number

    place = Path(arguments.directory, arguments.to)
    root = root_of(arguments, arguments.rev)
    demand_free(root, place, folder=folder)
    counted = counted_for(arguments)
    tables = [*tables_of(counted)]
    try:
        _written(root, place, write, tables)
    except OSError as error:
        sentence = f"{arguments.to} cannot be written: {reason(error)}"
        raise OSError(f"{sentence}; name another place with --to") from None
    told = f"{number(len(counted.rows), 'record')} in {number(len(tables), 'table')}"
    sys.stdout.write(f"{told}: {safe(arguments.to)}\n")
    return tell_missing(counted.broken, arguments.audience)


def _written(
    root: Path,
    place: Path,
    write: "Callable[[Path, Iterable[Filled]], None]",
    tables: "list[Filled]",
) -> None:
    from wakebook.cli._export_place import demand_free

    place.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=".wakebook-", dir=place.parent))
    try:
        write(folder, tables)
        files = sorted(folder.iterdir())
        if [file.name for file in files] == [ALONE]:
            files[0].replace(place)
            return
        for file in files:
            demand_free(root, place / file.name, folder=False)
        place.mkdir(exist_ok=True)
        for file in files:
            file.replace(place / file.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
