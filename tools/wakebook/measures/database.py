"""Tables in DuckDB, in memory and out of reach of everything else.

Rows go there by a file of CSV, which it reads a hundred times as fast as single rows. After that no
statement can read or write a file, load an extension or change a setting: see ``lock``.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from wakebook.model.tables import Column, Filled

if TYPE_CHECKING:
    import duckdb

_READ_AS = {"text": "VARCHAR", "integer": "BIGINT", "instant": "BIGINT", "boolean": "BOOLEAN"}
_LONGEST = 32_000_000
"""Bytes of a line: more than a file of a record may have."""
_FORM = (
    "auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', "
    f"new_line = '\\n', max_line_size = {_LONGEST}, parallel = false"
)
_QUIET = (
    "SET TimeZone = 'UTC'",
    "SET autoload_known_extensions = false",
    "SET autoinstall_known_extensions = false",
)
_LOCKS = ("SET enable_external_access = false", "SET lock_configuration = true")


def connected(threads: int = 2, memory: str = "2GB") -> "duckdb.DuckDBPyConnection":
    """An empty database; what it may use of the machine is limited."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]]
    settings = {"threads": threads, "memory_limit": memory, "temp_directory": ""}
    connection = duckdb.connect(":memory:", config=settings)
    for setting in _QUIET:
        connection.execute(setting)
    return connection


def load(connection: "duckdb.DuckDBPyConnection", tables: Iterable[Filled]) -> None:
    """Make these tables and fill them."""
    with TemporaryDirectory(prefix="wakebook-") as folder:
        for each in tables:
            _load(connection, each, Path(folder, "rows.csv"))


def lock(connection: "duckdb.DuckDBPyConnection") -> None:
    """From now on no statement reaches a file, an extension or a setting."""
    for each in _LOCKS:
        connection.execute(each)


def _load(connection: "duckdb.DuckDBPyConnection", filled: Filled, path: Path) -> None:
    """Names are those of the schema; nothing that a record says gets into a statement."""
    table = filled.table
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        rows.writerows(filled.rows)
    columns = ", ".join(f"'{c.name}': '{_READ_AS[c.kind]}'" for c in table.columns)
    cells = ", ".join(map(_read, table.columns))
    source = f"read_csv($path, columns = {{{columns}}}, {_FORM})"
    made = f"CREATE TABLE {table.name} AS SELECT {cells} FROM {source}"  # noqa: S608
    connection.execute(made, {"path": str(path)})


def _read(column: Column) -> str:
    if column.kind == "instant":
        return f"make_timestamp({column.name} * 1000000) AS {column.name}"
    return column.name
