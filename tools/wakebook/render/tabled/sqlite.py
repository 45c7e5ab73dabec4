"""Tables as a database of SQLite, which Grafana and every language read."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from wakebook.model.tables import Filled, Table
from wakebook.render.tabled.files import told

_KEPT_AS = {"text": "TEXT", "integer": "INTEGER", "instant": "TEXT", "boolean": "INTEGER"}


def write(path: Path, tables: Iterable[Filled]) -> None:
    """A new file; equal rows give equal bytes by the same release of SQLite."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")  # it is moved to its place when it is whole
        database.execute("BEGIN")
        for each in tables:
            database.execute(_made(each.table))
            marks = ", ".join("?" * len(each.table.columns))
            database.executemany(f"INSERT INTO {each.table.name} VALUES ({marks})", told(each))  # noqa: S608 - a name of the schema
        database.execute("COMMIT")


def _made(table: Table) -> str:
    columns = [f"{column.name} {_KEPT_AS[column.kind]}" for column in table.columns]
    keys = f"PRIMARY KEY ({', '.join(table.keys)})"
    return f"CREATE TABLE {table.name} ({', '.join([*columns, keys])})"
