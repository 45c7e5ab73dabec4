"""The list that was shown last for an incident, so that its numbers keep their meaning."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from wakebook.cli._desk import Desk
from wakebook.records.git import GitError
from wakebook.render.terminal.proposals import Row

_NAME = "wakebook/links.json"
_MOST = 50
_LARGEST = 2 * 2**20


class Chosen(NamedTuple):
    """What a number stands for: everything that a link to it says."""

    relation: str
    to: str
    score: float | None
    title: str


class LastList:
    """Kept under git's folder; where there is none, or it is damaged, there is no list."""

    def __init__(self, desk: Desk) -> None:
        try:
            self._file: Path | None = desk.git.directory() / _NAME
        except GitError:
            self._file = None

    def keep(self, incident: str, rows: "Sequence[Row | Chosen]") -> None:
        """Remember what the numbers of an incident mean; the oldest lists are forgotten."""
        if self._file is None:
            return
        told = [[row.relation, row.to, row.score, row.title] for row in rows]
        kept = {name: each for name, each in self._read().items() if name != incident}
        kept[incident] = {"shown": datetime.now(UTC).isoformat(), "rows": told}
        last = dict(list(kept.items())[-_MOST:])
        try:
            self._file.parent.mkdir(exist_ok=True)
            draft = self._file.with_suffix(".new")
            draft.write_text(json.dumps(last), encoding="utf-8")
            draft.replace(self._file)
        except OSError:
            return

    def of(self, incident: str) -> list[Chosen] | None:
        """The rows that were shown, the first one first; None where none were."""
        found = self._read().get(incident)
        rows = found.get("rows") if isinstance(found, dict) else None
        if not isinstance(rows, list) or not all(_sound(row) for row in rows):
            return None
        return [Chosen(*row) for row in rows]

    def _read(self) -> dict[str, Any]:
        try:
            if self._file is None or self._file.stat().st_size > _LARGEST:
                return {}
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


def _sound(row: object) -> bool:
    match row:
        case [("problem" | "caused_by_change"), str(), float() | int(), str()]:
            return True
    return False
