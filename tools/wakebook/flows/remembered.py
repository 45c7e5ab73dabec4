"""An inspection that asks a cache first: what depends on nothing new is not judged again."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from wakebook.flows.inspection import Inspection
from wakebook.model.finding import Finding, thaw
from wakebook.records.cache import Cache
from wakebook.records.library import MONTHS
from wakebook.records.tree import TreeFile, blob_id

_MONTH = len("2026-11")

Judged = tuple[str, list[Finding], list[str]]
"""An incident, its findings, and the other incidents and months that were looked at on the way."""


class Kept(NamedTuple):
    """What was kept of an incident."""

    findings: list[Finding]
    looked_at: list[tuple[str, str]]


def _kept(value: Any) -> Kept:
    """What was kept, from JSON; raises ValueError for what has another shape."""
    if not isinstance(value, dict) or value.keys() != {*Kept._fields}:
        raise ValueError("this was never kept")
    findings, looked_at = value["findings"], value["looked_at"]
    if not isinstance(findings, list) or not isinstance(looked_at, list):
        raise ValueError("neither findings nor names")
    return Kept([*map(thaw, findings)], [*map(_pair, looked_at)])


def _pair(row: Any) -> tuple[str, str]:
    match row:
        case [str(name), str(key)]:
            return name, key
    raise ValueError("this is no name with a key")


class Remembered:
    """Findings of incidents, from the cache where all that they depend on is the same.

    They depend on the toolkit, the shared files, the incident's own files, and on the files of
    the incidents and months that the rules looked at, which the cache keeps with them. Of a sealed
    incident nothing is kept.
    """

    def __init__(self, inspection: Inspection, cache: Cache) -> None:
        self._opened = inspection.opened
        self._cache = cache
        shelf = self._opened.shelf
        shared = [*shelf.policies, *shelf.catalog, *shelf.runbooks, *shelf.problems]
        settings = [] if shelf.settings is None else [shelf.settings]
        self._ground = cache.tool + self._digest([*settings, *shared])
        self._digests: dict[str, str] = {}

    def of_incidents(
        self, incidents: Sequence[str], judge: Callable[[Sequence[str]], Iterable[Judged]]
    ) -> list[Finding]:
        """Findings of some incidents; ``judge`` is asked about those that are not known."""
        keys = [(incident, self._key(incident)) for incident in incidents]
        known = {
            incident: value
            for incident, value in self._cache.incidents(keys, _kept).items()
            if self._still_true(value.looked_at)
        }
        found = [finding for value in known.values() for finding in value.findings]
        new = list(judge([incident for incident in incidents if incident not in known]))
        self._cache.keep_incidents(
            (incident, self._key(incident), self._value(findings, looked_at))
            for incident, findings, looked_at in new
            if incident not in self._opened.clear.incidents
        )
        return found + [finding for _, findings, _ in new for finding in findings]

    def _value(self, findings: list[Finding], looked_at: list[str]) -> dict[str, Any]:
        return {
            "findings": [list(finding) for finding in findings],
            "looked_at": [(other, self._key(other)) for other in looked_at],
        }

    def _still_true(self, looked_at: Iterable[tuple[str, str]]) -> bool:
        return all(self._key(other) == key for other, key in looked_at)

    def _key(self, incident: str) -> str:
        """A digest of all that an incident depends on, or of a whole month, or of all months."""
        if incident not in self._digests and incident == MONTHS:
            months = " ".join(sorted(self._opened.ids_by_month))
            self._digests[incident] = hashlib.sha256(months.encode()).hexdigest()
        elif incident not in self._digests and len(incident) == _MONTH:
            ids = self._opened.ids_by_month.get(incident, ())
            keys = "".join(f"{name} {self._key(name)}\n" for name in ids)
            self._digests[incident] = hashlib.sha256(keys.encode()).hexdigest()
        elif incident not in self._digests:
            files = self._opened.files(incident)
            self._digests[incident] = self._ground + self._digest(files.files if files else ())
        return self._digests[incident]

    def _digest(self, files: Iterable[TreeFile]) -> str:
        digest = hashlib.sha256()
        for path, mode, known in sorted(files):
            content = known or blob_id(self._opened.reader.raw(path))
            digest.update(f"{path}\0{mode:o}\0{content}\0".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()
