"""What earlier runs found, kept under the git directory by digests of all that it depends on.

A value is stored with a digest of itself and of its key: a stale, truncated or altered row is not
found, so the cache can make a run faster but never change its result. Nor is one found whose text
is no Unicode: it is JSON as strict readers take it.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import from_json

from wakebook.records.git import Git, GitError

T = TypeVar("T")

_NAME = "wakebook/checks.sqlite"
_KEPT_RUNS = 50
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_TABLES = """
    CREATE TABLE IF NOT EXISTS runs (key TEXT PRIMARY KEY, value TEXT, digest TEXT);
    CREATE TABLE IF NOT EXISTS incidents (key TEXT PRIMARY KEY, value TEXT, digest TEXT);
"""


class Cache:
    """Two tables: whole runs by the digest of a tree, incidents by their id.

    ``tool`` is the digest of the installed toolkit, which belongs into every key. Every failure
    of the file itself is a miss: the cache is made anew or done without. A value is taken by a
    function that raises ValueError for one of another shape, which is a miss too.
    """

    def __init__(self, path: Path) -> None:
        self.tool = tool_digest()
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._busy = False

    @classmethod
    def beside(cls, git: Git) -> "Cache | None":
        """The cache of a repository; None outside of git."""
        try:
            return cls(git.directory() / _NAME)
        except GitError:
            return None

    def run(self, key: str, taken: Callable[[Any], T]) -> T | None:
        """What a whole run with this key found, or None."""
        return next((value for _, value in self._rows("runs", [(key, key)], taken)), None)

    def keep_run(self, key: str, value: Any, most: int = _KEPT_RUNS) -> None:
        """Keep what a whole run found; of more than ``most`` the oldest are forgotten."""
        self._keep("runs", [(key, key, value)])
        newest = "SELECT rowid FROM runs ORDER BY rowid DESC LIMIT ?"
        self._execute(f"DELETE FROM runs WHERE rowid NOT IN ({newest})", (most,))  # noqa: S608

    def newest(self, begin: str, taken: Callable[[Any], T]) -> T | None:
        """What was kept last under a key that begins with a word, or None."""
        query = "SELECT key, value, digest FROM runs WHERE key LIKE ? || ' %' ORDER BY rowid DESC"
        rows = self._execute(f"{query} LIMIT 1", (begin,))
        found = (value for key, *row in rows for value in _taken(key, row, taken))
        return next(found, None)

    def incidents(self, keys: Iterable[tuple[str, str]], taken: Callable[[Any], T]) -> dict[str, T]:
        """What was found for incidents, by id, where the digest is the one given."""
        return dict(self._rows("incidents", keys, taken))

    def keep_incidents(self, values: Iterable[tuple[str, str, Any]]) -> None:
        """Keep what was found: (id, digest, value)."""
        self._keep("incidents", values)

    def _rows(
        self, table: str, keys: Iterable[tuple[str, str]], taken: Callable[[Any], T]
    ) -> Iterator[tuple[str, T]]:
        wanted = dict(keys)
        if not wanted or not self._path.exists():
            return
        query = f"SELECT key, value, digest FROM {table}"  # noqa: S608 - one of two fixed names
        if len(wanted) < 100:
            query += f" WHERE key IN ({', '.join('?' * len(wanted))})"
            stored = self._execute(query, tuple(wanted))
        else:
            stored = self._execute(query)
        for name, *row in stored:
            if name in wanted:
                yield from ((name, value) for value in _taken(wanted[name], row, taken))

    def _keep(self, table: str, values: Iterable[tuple[str, str, Any]]) -> None:
        rows = [
            (name, text := json.dumps(value, separators=(",", ":")), _digest(key, text))
            for name, key, value in values
        ]
        insert = f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)"  # noqa: S608 - fixed names
        self._execute(insert, rows, many=True)

    def _execute(self, query: str, given: Any = (), *, many: bool = False) -> list[Any]:
        if self._busy:
            return []
        try:
            connection = self._connected()
            with connection:
                if many:
                    connection.executemany(query, given)
                    return []
                return connection.execute(query, given).fetchall()
        except (sqlite3.Error, OSError, ValueError) as error:
            # sqlite3 quotes what it cannot read: of a damaged file that may be no UTF-8
            self._leave(error)
            return []

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(exist_ok=True)
            self._connection = sqlite3.connect(self._path, timeout=2)
            self._connection.execute("PRAGMA synchronous = OFF")  # what is lost is found anew
            self._connection.executescript(_TABLES)
        return self._connection

    def _leave(self, error: Exception) -> None:
        """Leave a file that cannot be used; the next run makes a new one.

        A file that another process writes to is sound: this run alone does without it.
        """
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY
        try:
            if not self._busy:
                self._path.unlink(missing_ok=True)
        except OSError:
            return


def _taken(key: str, row: Sequence[Any], taken: Callable[[Any], T]) -> Iterator[T]:
    """The value of a row, unless it is not the one that was kept under this key."""
    value, digest = row
    try:
        if isinstance(value, str) and digest == _digest(key, value):
            yield taken(from_json(value, cache_strings="keys"))
    except (ValueError, RecursionError):
        return


def _digest(key: str, value: str) -> str:
    return hashlib.sha256(f"{key}\0{value}".encode("utf-8", "surrogatepass")).hexdigest()


@cache
def tool_digest() -> str:
    """The digest of the installed toolkit: every change of a rule or a model changes it."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
