"""A question in SQL to the tables: it may read them, for so long, and nothing else."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from threading import Timer
from typing import Any, NamedTuple

from wakebook.measures.database import connected, load, lock
from wakebook.measures.schema import TABLES
from wakebook.model.tables import Filled

MOST_ROWS = 100_000
"""Rows of an answer; more are wanted by nobody who reads it."""
_LONGEST = 50_000_000
"""Characters of an answer."""
_MEMORY = "1GB"
_QUOTED = re.compile(r'"([^"]{1,100})"|name ([^\s"!]{1,100})')
_NAMELESS = ("Table ", "Referenced column ", "Referenced table ")
"""How sentences begin that tell of a name that leads nowhere."""
_AS_ONE = "ask one question, which begins with SELECT, WITH or FROM"


class AskedError(Exception):
    """A question that cannot be answered; ``name`` is what it names and is not there."""

    def __init__(self, sentence: str, name: str = "") -> None:
        super().__init__(sentence)
        self.name = name


class Answer(NamedTuple):
    """Rows under the names of their columns, in plain values: JSON can hold them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def names() -> list[str]:
    """What a question can name: tables and columns."""
    columns = (column.name for table in TABLES for column in table.columns)
    return [*dict.fromkeys((*(table.name for table in TABLES), *columns))]


def answer(
    statement: str, tables: Iterable[Filled], seconds: float, begun: Callable[[], None]
) -> Answer:
    """The answer to one question; raises AskedError where there is none.

    ``begun`` is told when the question itself begins, behind the filling of the tables.
    """
    import duckdb

    connection = connected(memory=_MEMORY)
    _demand_question(connection, statement)
    load(connection, tables)
    lock(connection)
    begun()
    watch = Timer(seconds, connection.interrupt)
    watch.start()
    try:
        connection.execute(statement)
        columns = tuple(column[0] for column in connection.description or ())
        rows = connection.fetchmany(MOST_ROWS + 1)
    except duckdb.InterruptException:
        raise AskedError(
            f"it took longer than {seconds:g} s; ask for less, or say --seconds"
        ) from None
    except duckdb.OutOfMemoryException:
        raise AskedError(f"it needs more than {_MEMORY} of memory; ask for less") from None
    except (duckdb.Error, ImportError, OverflowError, ValueError) as error:
        raise _refused(error) from None
    finally:
        watch.cancel()
    if len(rows) > MOST_ROWS:
        raise AskedError(f"it has more than {MOST_ROWS} rows; add LIMIT, or see wakebook export")
    plain = [tuple(map(_plain, row)) for row in rows]
    if sum(len(value) for row in plain for value in row if isinstance(value, str)) > _LONGEST:
        raise AskedError(f"its answer is longer than {_LONGEST // 10**6} MB; ask for less")
    return Answer(columns, plain)


def _demand_question(connection: Any, statement: str) -> None:
    """Before anything is loaded: it is one statement, and changes nothing."""
    import duckdb

    try:
        found = connection.extract_statements(statement)
    except duckdb.Error as error:
        raise _refused(error) from None
    kinds = [each.type for each in found]
    if kinds not in ([duckdb.StatementType.SELECT], [duckdb.StatementType.EXPLAIN]):
        raise AskedError(_AS_ONE)


def _refused(error: Exception) -> AskedError:
    """What the database says, in one line, without the name of its class of errors."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kind, colon, rest = (lines[0] if lines else type(error).__name__).partition(" Error: ")
    sentence = (rest if colon else kind).rstrip("!.")
    where = next((line.partition(": ")[2] for line in lines if line.startswith("LINE ")), "")
    if sentence.startswith(_NAMELESS):
        found = _QUOTED.findall(sentence)
        return AskedError(sentence, "".join(found[-1]) if found else "")
    return AskedError(f"{sentence} (in {where[:80]})" if where else sentence)


def _plain(value: Any) -> Any:
    """A value as JSON holds it; instants as RFC 3339 writes them."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if abs(value) < float("inf") else str(value)
        case datetime():
            return f"{value.replace(tzinfo=None).isoformat()}Z"
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(each) for each in value]
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
    return value.hex() if isinstance(value, bytes) else str(value)
