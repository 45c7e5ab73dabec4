"""What commands share that give the tables of the records: which records, of when, for whom."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wakebook.cli._measuring import Counted

if TYPE_CHECKING:
    from wakebook.model.tables import Filled


def need_duckdb(what: str) -> None:
    """Raise OSError with the next step where DuckDB is missing."""
    from importlib.util import find_spec

    if find_spec("duckdb") is None:
        raise OSError(f"{what} needs DuckDB: pip install 'wakebook[figures]'")


def counted_for(arguments: argparse.Namespace) -> Counted:
    """The incidents that were asked for with ``--rev`` and ``--audience``."""
    from wakebook.cli._repository import root_of

    return Counted(root_of(arguments, arguments.rev), arguments.rev, arguments.audience)


def tables_of(counted: Counted) -> "Iterator[Filled]":
    """Every table with its rows."""
    from wakebook.measures.tables import filled
    from wakebook.measures.world import world

    surroundings = world(counted.library, counted.rule, counted.rows, int(counted.now.timestamp()))
    return filled(counted.rows, surroundings)
