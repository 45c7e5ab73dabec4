"""``wakebook export csv``: tables for spreadsheets."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.model.tables import Filled

HELP = "write all tables as CSV, a file a table"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._exporting_tables import add_options

    add_options(parser, "DIR")


def run(arguments: argparse.Namespace) -> int:
    """Write the tables; 1 where a record could not be read."""
    from wakebook.cli._exporting_tables import export

    return export(arguments, _write, folder=True)


def _write(folder: Path, tables: "Iterable[Filled]") -> None:
    from wakebook.render.tabled.files import write_csv

    write_csv(folder, tables)
