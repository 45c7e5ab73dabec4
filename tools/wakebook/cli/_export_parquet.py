"""``wakebook export parquet``: tables for data lakes."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.model.tables import Filled

HELP = "write all tables as Parquet, a file a table"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._exporting_tables import add_options

    add_options(parser, "DIR")


def run(arguments: argparse.Namespace) -> int:
    """Write the tables; 1 where a record could not be read."""
    from wakebook.cli._asking_tables import need_duckdb
    from wakebook.cli._exporting_tables import export

    need_duckdb("an export to Parquet")
    return export(arguments, _write, folder=True)


def _write(folder: Path, tables: "Iterable[Filled]") -> None:
    import duckdb

    from wakebook.measures.database import connected, load

    connection, filled = connected(), [*tables]
    try:
        load(connection, filled)
        for each in filled:
            path = folder / f"{each.table.name}.parquet"
            connection.table(each.table.name).write_parquet(str(path), compression="zstd")
    except duckdb.Error as error:
        raise OSError(str(error).partition("\n")[0]) from None
